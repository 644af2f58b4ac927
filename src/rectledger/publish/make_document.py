"""Make a text document in the requested format."""

from rectledger.formatting import markdown_escaping
from rectledger.publish.content import Content
from rectledger.publish.context import About
from rectledger.publish.document_kinds import Form, title
from rectledger.publish.formats import markdown_templates
from rectledger.publish.office_template import Template
from rectledger.publish.tables.table import Tell


def document(
    kind: str, form: Form, content: Content, about: About, template: Template | None,
    tell: Tell | None = None,
) -> bytes:  # fmt: skip
    """The bytes of a text document; `template` None uses the built-in template. `tell` is called
    with the amount written and the total, if that takes long.

    Raises UsageError for a broken template.
    """
    if form == "xlsx":
        from rectledger.publish.formats import xlsx

        shown = [xlsx.Sheet(name, content.tables[key]) for key, name in content.sheets.items()]
        return xlsx.workbook(shown, about, content.lines, tell=tell)
    used = template or Template(markdown_templates.built_in(kind), f"{kind}.md")
    if form == "md":
        return markdown_templates.worded(content, about, used).encode()
    said = markdown_templates.worded(content, about, used, markdown_escaping.plain)
    named = f"{title(kind)} – {about.title}"
    if form == "html":
        from rectledger.publish.formats import html

        return html.page(said, named, wide=content.wide).encode()
    from rectledger.publish.formats import docx

    return docx.document(said, named, about.day, wide=content.wide, tell=tell)
