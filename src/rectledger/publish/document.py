"""A document of words in the form that is asked for."""

from rectledger.phrases import markdown
from rectledger.publish import wording
from rectledger.publish.about import About
from rectledger.publish.content import Content
from rectledger.publish.kinds import Form, title
from rectledger.publish.tables import Tell
from rectledger.publish.template import Template


def document(
    kind: str, form: Form, content: Content, about: About, template: Template | None,
    tell: Tell | None = None,
) -> bytes:  # fmt: skip
    """The bytes of a document of words; `template` None takes the house's own wording, and `tell`
    is told how much of how much is written, where that takes long.

    Raises UsageError for a template that is broken.
    """
    if form == "xlsx":
        from rectledger.publish import sheets

        shown = [sheets.Sheet(name, content.tables[key]) for key, name in content.sheets.items()]
        return sheets.workbook(shown, about, content.lines, tell=tell)
    used = template or Template(wording.built_in(kind), f"{kind}.md")
    if form == "md":
        return wording.worded(content, about, used).encode()
    said = wording.worded(content, about, used, markdown.plain)
    named = f"{title(kind)} – {about.title}"
    if form == "html":
        from rectledger.publish import html

        return html.page(said, named, wide=content.wide).encode()
    from rectledger.publish import docx

    return docx.document(said, named, about.day, wide=content.wide, tell=tell)
