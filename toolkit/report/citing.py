"""A comparison in words to cite: methods paragraph, citation, BibTeX, as the page has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.comparison.result import Comparison
from toolkit.report.data import group_views
from toolkit.report.methods import bibtex_of, citation_of, paragraph_of
from toolkit.report.wording import visible
from toolkit.value import Value, safe

AUTHORS = "The toolkit authors"
TITLE = "toolkit: entity resolution and cross-document comparison"
Work = tuple[str, str, tuple[tuple[str, str], ...]]
# Works behind a comparison: (key, kind of entry, fields).
# Checked against the DOIs; where there is none, against the archive that `url` names.
LINKAGE: tuple[Work, ...] = (
    ("fellegi1969", "article", (
        ("author", "Fellegi, Ivan P. and Sunter, Alan B."),
        ("title", "A Theory for Record Linkage"),
        ("journal", "Journal of the American Statistical Association"),
        ("volume", "64"), ("number", "328"), ("pages", "1183--1210"), ("year", "1969"),
        ("doi", "10.1080/01621459.1969.10501049"),
    )),
    ("linacre2022", "article", (
        ("author", "Linacre, Robin and Lindsay, Sam and Manassis, Theodore and Slade, Zoe and "
                   "Hepworth, Tom and Kennedy, Ross and Bond, Andrew"),
        ("title", "Splink: Free software for probabilistic record linkage at scale"),
        ("journal", "International Journal of Population Data Science"),
        ("volume", "7"), ("number", "3"), ("year", "2022"),
        ("doi", "10.23889/ijpds.v7i3.1794"),
    )),
)  # fmt: skip
OF_GROUPS: tuple[Work, ...] = (
    ("monroe2008", "article", (
        ("author", "Monroe, Burt L. and Colaresi, Michael P. and Quinn, Kevin M."),
        ("title", "Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the "
                  "Content of Political Conflict"),
        ("journal", "Political Analysis"),
        ("volume", "16"), ("number", "4"), ("pages", "372--403"), ("year", "2008"),
        ("doi", "10.1093/pan/mpn018"),
    )),
)  # fmt: skip
OF_TEXTS: tuple[Work, ...] = (
    ("newcombe1998", "article", (
        ("author", "Newcombe, Robert G."),
        ("title", "Interval estimation for the difference between independent proportions: "
                  "comparison of eleven methods"),
        ("journal", "Statistics in Medicine"),
        ("volume", "17"), ("number", "8"), ("pages", "873--890"), ("year", "1998"),
        ("doi", "10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I"),
    )),
)  # fmt: skip
OF_DOCUMENTS: tuple[Work, ...] = (
    ("dunning1993", "article", (
        ("author", "Dunning, Ted"),
        ("title", "Accurate Methods for the Statistics of Surprise and Coincidence"),
        ("journal", "Computational Linguistics"),
        ("volume", "19"), ("number", "1"), ("pages", "61--74"), ("year", "1993"),
        ("url", "https://aclanthology.org/J93-1003/"),
    )),
    ("phipson2010", "article", (
        ("author", "Phipson, Belinda and Smyth, Gordon K."),
        ("title", "Permutation P-values Should Never Be Zero: Calculating Exact P-values When "
                  "Permutations Are Randomly Drawn"),
        ("journal", "Statistical Applications in Genetics and Molecular Biology"),
        ("volume", "9"), ("number", "1"), ("year", "2010"), ("note", "Article 39"),
        ("doi", "10.2202/1544-6115.1585"),
    )),
    ("benjamini1995", "article", (
        ("author", "Benjamini, Yoav and Hochberg, Yosef"),
        ("title", "Controlling the False Discovery Rate: A Practical and Powerful Approach to "
                  "Multiple Testing"),
        ("journal", "Journal of the Royal Statistical Society: Series B (Methodological)"),
        ("volume", "57"), ("number", "1"), ("pages", "289--300"), ("year", "1995"),
        ("doi", "10.1111/j.2517-6161.1995.tb02031.x"),
    )),
)  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Citation(Value):
    """What a paper needs: `methods` is a paragraph with versions and settings, `citation` names the
    comparison by the id that its texts and results give, `bibtex` has entries for it, for
    toolkit and for the works that its methods come from. Printed, it is all three."""

    methods: str
    citation: str
    bibtex: str

    def __str__(self) -> str:
        return "\n\n".join(filter(None, (self.methods, self.citation, self.bibtex)))

    def __repr__(self) -> str:
        return f"<citation: {self.citation} .methods, .bibtex>"

    def _repr_html_(self) -> str:
        words = "".join(f"<p>{safe(part)}</p>" for part in (self.methods, self.citation) if part)
        return f"{words}<pre>{safe(self.bibtex)}</pre>"


def cite_software(version: str) -> Citation:
    """The words for toolkit itself, as CITATION.cff has them; there is no `methods`."""
    return Citation("", f"{AUTHORS}. {TITLE}. Version {version}.", _software(version))


def cite(comparison: Comparison, labels: Mapping[str, str], date: str = "") -> Citation:
    """The words for a comparison; `date` is printed as it is given, since results have no clock."""
    groups = group_views(comparison, dict(labels))
    works = LINKAGE
    if len(groups) > 1:
        works += OF_GROUPS + (OF_TEXTS if comparison.descriptive else OF_DOCUMENTS)
    version = visible(comparison.provenance.get("Software", "")).removeprefix("toolkit ")
    entries = [bibtex_of(comparison, groups, date), _software(version)]
    entries += [_entry(*work) for work in works]
    return Citation(
        methods=paragraph_of(comparison, groups),
        citation=citation_of(comparison, groups, date),
        bibtex="\n\n".join(entries),
    )


def _software(version: str) -> str:
    fields = (("author", f"{{{AUTHORS}}}"), ("title", TITLE), ("note", f"Version {version}"))
    return _entry("toolkit", "misc", fields)


def _entry(key: str, kind: str, fields: tuple[tuple[str, str], ...]) -> str:
    inside = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields)
    return f"@{kind}{{{key},\n{inside}\n}}"
