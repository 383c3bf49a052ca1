"""FAQPage of schema.org, for the page that asks for it by marks."""

import json

from bs4 import Tag

from tools.publish.page import PublishError

# A page of questions holds this in each section, where the section's data is to stand.
MARK = "<!-- faq -->"


def data(article: Tag) -> list[str]:
    """Each third-level heading and its first paragraph as JSON, section by section.

    All sections have one @id, which makes one FAQPage of them. Apart they stand next to
    the words they repeat, near enough to be compressed with them.

    Raises:
        PublishError: A question has no answer, or there is no question.
    """
    sections: dict[int, list[dict[str, object]]] = {}
    for heading in article.find_all("h3"):
        answer = heading.find_next_sibling()
        title = heading.get_text().strip()
        if not isinstance(answer, Tag) or answer.name != "p":
            raise PublishError(f"question {title!r} is followed by no answer; add one")
        # Links at its end are proofs; those within a sentence belong to it.
        text = " ".join(answer.get_text().split())
        sections.setdefault(id(heading.find_previous("h2")), []).append(
            {
                "@type": "Question",
                "name": title,
                "acceptedAnswer": {"@type": "Answer", "text": text},
            }
        )
    if not sections:
        raise PublishError("the page of questions asks nothing; add a heading with ###")
    faq = {"@context": "https://schema.org", "@type": "FAQPage", "@id": "#questions"}
    return [
        json.dumps(faq | {"mainEntity": section}, ensure_ascii=False)
        for section in sections.values()
    ]


def filled(html: str, article: Tag) -> str:
    """The page with an element of data in the place of each mark.

    Raises:
        PublishError: As many marks as sections with questions are not there.
    """
    sections, marks = data(article), html.count(MARK)
    if marks != len(sections):
        raise PublishError(
            f"{marks} marks, but {len(sections)} sections of questions; "
            f"begin each with {MARK}"
        )
    for text in sections:
        escaped = text.replace("</", "<\\/")
        script = f'<script type="application/ld+json">{escaped}</script>'
        html = html.replace(MARK, script, 1)
    return html
