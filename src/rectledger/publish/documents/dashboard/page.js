"use strict";
(function () {
  // Only this many rows are laid out at first; a table may have thousands.
  const STEP = 200;
  const ONGOING = ["open", "active", "submitted", "uncounted"];
  const STATES = [...ONGOING, "closed", "waived", "lost"];
  const DAY = /(^|[^\w-])(\d{4}-\d\d-\d\d)(?![\w-])/g; // older browsers have no lookbehind
  const table = document.getElementById("table");
  const form = document.getElementById("find");
  const status = document.getElementById("shown");
  const rest = document.getElementById("rest");
  const unfold = document.getElementById("unfold");
  const UNFOLD = unfold.textContent;
  const heads = Array.from(table.tHead.rows[0].cells);
  const rows = Array.from(table.tBodies, function (body, at) {
    const cells = body.rows[0].cells;
    const states = Array.from(cells[4].classList);
    if (ONGOING.includes(states[0])) states.push("ongoing");
    return {
      body, at, states, kind: cells[2].textContent, department: cells[3].textContent,
    };
  });
  const by = { column: 0, down: false };
  let found = rows;
  let limit = STEP;
  let every = false; // whether all shown rows are unfolded

  document.documentElement.classList.add("js");
  form.hidden = false;

  // The details are plain text until they are unfolded.
  const details = (row) => row.body.querySelector("noscript").textContent;
  // The details have only a section's number; its title is in the table of sections.
  const section = (row) => document.getElementById(row.section ??= (details(row).match(/<a href=#(section-[^>]+)>/) || ["", ""])[1]);
  function place(row) {
    const found = section(row);
    if (!found) return "";
    const aspects = Array.from(form.elements.aspect.options);
    const aspect = aspects.find((one) => one.value === found.dataset.aspect);
    return (aspect ? aspect.textContent + " › " : "") + found.cells[0].textContent.trim();
  }

  const cell = (row, n) => row.body.rows[0].cells[n];
  const button = (row) => cell(row, 1).querySelector("button");

  function ready(row) {
    if (row.ready) return;
    row.ready = true;
    const title = cell(row, 1);
    const press = document.createElement("button");
    press.type = "button";
    press.textContent = title.textContent;
    press.setAttribute("aria-expanded", "false");
    title.replaceChildren(press);
  }

  function open(row, wanted) {
    ready(row);
    const more = row.body.rows[1];
    if (wanted && !row.filled) {
      row.filled = true;
      const inside = document.createElement("div");
      inside.innerHTML = details(row).replace(DAY, "$1<time>$2</time>"); // not broken across lines
      if (section(row)) inside.querySelector("a").textContent = place(row);
      more.cells[0].append(inside);
    }
    row.body.classList.toggle("unfolded", wanted);
    button(row).setAttribute("aria-expanded", String(wanted));
  }

  const isOpen = (row) => row.body.classList.contains("unfolded");

  /* Searching: in each row and its details. */

  const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

  // As in `list --search`: regardless of case, width and composition of letters.
  const folded = (text) => text.normalize("NFKC").toLowerCase().normalize("NFKC");

  function words(row) {
    if (row.words === undefined) {
      const html = details(row);
      const plain = html.replace(/<[^>]*>/g, " ").replace(/&(?:amp|lt|gt);/g, (one) => ENTITIES[one]);
      const seen = Array.from(row.body.rows[0].cells, (one) => one.textContent);
      row.words = folded([...seen, plain, place(row)].join(" "));
    }
    return row.words;
  }

  // Prepare while idle, so that the first search is fast.
  function prepare(from) {
    const until = Math.min(from + 500, rows.length);
    for (let n = from; n < until; n++) words(rows[n]);
    if (until < rows.length) setTimeout(prepare, 20, until);
  }

  // A number such as 21 or 21.2 only matches as a complete number, and in dates only as the year.
  function sought(part) {
    if (!/^\d+(\.\d+)*$/.test(part)) return (said) => said.includes(part);
    const after = /^\d{4}$/.test(part) ? "(?!\\d)" : "(?![\\d-])";
    const whole = new RegExp(`(?:^|[^\\d.,-])${part.replace(/\./g, "\\.")}${after}`);
    return (said) => whole.test(said);
  }

  function matching() {
    const asked = (name) => form.elements[name].value;
    const parts = folded(asked("q")).split(/\s+/).filter(Boolean).map(sought);
    const [kind, department, aspect, state] = ["kind", "department", "aspect", "state"].map(asked);
    return rows.filter(
      (row) =>
        (!kind || row.kind === kind) &&
        (!department || row.department === department) &&
        (!aspect || (section(row) && section(row).dataset.aspect === aspect)) &&
        (!state || row.states.includes(state)) &&
        parts.every((part) => part(words(row))),
    );
  }

  /* Sorting: by number, by date, and names in the ledger's order or alphabetically. */

  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const order = (name) => {
    const names = Array.from(form.elements[name].options, (option) => option.value);
    return (row) => names.indexOf(row[name]);
  };
  const text = (n) => (row) => cell(row, n).textContent;
  const share = (row) => {
    const [done, all] = text(6)(row).split("/").map(Number);
    return all ? done / all : "";
  };
  const KEYS = [
    (row) => row.at, text(1), order("kind"), order("department"), (row) => STATES.indexOf(row.states[0]),
    text(5), share,
  ];

  function sorted(some) {
    const keyed = some.map((row) => [KEYS[by.column](row), row]);
    keyed.sort(function ([one, first], [other, second]) {
      if (one === "" || other === "") return (one === "") - (other === "") || first.at - second.at;
      const way = typeof one === "string" ? collator.compare(one, other) : one - other;
      return (by.down ? -way : way) || first.at - second.at;
    });
    return keyed.map((pair) => pair[1]);
  }

  /* Showing. */

  function show() {
    const some = found.slice(0, limit);
    some.forEach(ready);
    const bodies = some.map((row) => row.body);
    table.replaceChildren(...table.querySelectorAll("colgroup, thead"), ...bodies);
    table.hidden = !found.length;
    rest.hidden = found.length <= limit;
    const whole = found.length === rows.length ? status.dataset.all : status.dataset.some;
    const said = [whole.replace("{found}", found.length).replace("{total}", rows.length)];
    if (!rest.hidden) said.push(status.dataset.part.replace("{n}", limit));
    status.textContent = said.join(" · ");
    heads.forEach(function (head, n) {
      const way = by.down ? "descending" : "ascending";
      if (n === by.column) head.setAttribute("aria-sort", way);
      else head.removeAttribute("aria-sort");
    });
    form.elements.sort.value = by.column + (by.down ? "-" : "+");
    allOpen();
  }

  function allOpen() {
    const some = found.slice(0, limit);
    every = some.length > 0 && some.every(isOpen);
    unfold.textContent = every ? unfold.dataset.fold : UNFOLD;
  }

  function find() {
    found = sorted(matching());
    limit = STEP;
    show();
  }

  function sort(column, down) {
    by.column = column;
    by.down = down;
    found = sorted(found);
    show();
  }

  heads.forEach(function (head, n) {
    const press = document.createElement("button");
    press.type = "button";
    press.textContent = head.dataset.name = head.textContent.trim();
    press.addEventListener("click", () => sort(n, by.column === n && !by.down));
    head.replaceChildren(press);
    for (const [way, mark] of [["+", " ↑"], ["-", " ↓"]])
      form.elements.sort.add(new Option(press.textContent + mark, n + way));
  });

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(find));
  form.elements.sort.addEventListener("change", function (event) {
    event.stopPropagation();
    sort(parseInt(this.value, 10), this.value.endsWith("-"));
  });
  form.addEventListener("change", find);
  let waiting;
  form.elements.q.addEventListener("input", function (event) {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(find, 80); // not during input of Chinese
  });
  form.elements.q.addEventListener("compositionend", find);

  table.addEventListener("click", function (event) {
    const body = event.target.closest("tbody");
    if (!body || event.target.closest("tr + tr") || String(getSelection())) return;
    open(rows.find((row) => row.body === body), !body.classList.contains("unfolded"));
    allOpen();
  });
  unfold.addEventListener("click", function () {
    const wanted = !every;
    found.slice(0, limit).forEach((row) => open(row, wanted));
    allOpen();
  });
  rest.addEventListener("click", function () {
    const next = found[limit];
    limit += STEP;
    show();
    button(next).focus();
  });

  // #issue-21 opens that issue, even if it is not shown.
  function go() {
    const row = rows.find((one) => "#" + one.body.id === location.hash);
    if (!row) return;
    if (!found.includes(row)) {
      for (const name of ["q", "kind", "department", "aspect", "state"]) form.elements[name].value = "";
      found = sorted(rows);
    }
    limit = Math.max(limit, Math.ceil((found.indexOf(row) + 1) / STEP) * STEP);
    show();
    open(row, true);
    allOpen();
    row.body.scrollIntoView();
    button(row).focus({ preventScroll: true });
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest('a[href^="#issue-"]');
    if (link && link.hash === location.hash) go(); // no hashchange event follows
  });
  addEventListener("hashchange", go);
  show();
  table.classList.add("ready");
  go();
  setTimeout(prepare, 200, 0);
})();
