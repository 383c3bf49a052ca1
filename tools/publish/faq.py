"""FAQPage of schema.org, for the page that asks for it by a mark."""

import json

from bs4 import Tag

from tools.publish.page import PublishError

# A page holds this where the data is to stand.
MARK = "<!-- faq -->"


def data(article: Tag) -> str:
    """Each third-level heading and its first paragraph as JSON.

    Raises:
        PublishError: A question has no answer, or there is no question.
    """
    questions = []
    for heading in article.find_all("h3"):
        answer = heading.find_next_sibling()
        title = heading.get_text().strip()
        if not isinstance(answer, Tag) or answer.name != "p":
            raise PublishError(f"question {title!r} is followed by no answer; add one")
        # Links at its end are proofs; those within a sentence belong to it.
        text = " ".join(answer.get_text().split())
        questions.append(
            {
                "@type": "Question",
                "name": title,
                "acceptedAnswer": {"@type": "Answer", "text": text},
            }
        )
    if not questions:
        raise PublishError("the page of questions asks nothing; add a heading with ###")
    faq = {"@context": "https://schema.org", "@type": "FAQPage"}
    return json.dumps(faq | {"mainEntity": questions}, ensure_ascii=False)


def script(article: Tag) -> str:
    """The element that holds the data."""
    text = data(article).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'
