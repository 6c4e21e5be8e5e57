"""The records that everything else is made from: frozen, closed, fully typed.

The names are the field's own (PP 28/2018, Permendagri 22/2020 and 25/2020). A value that a reader sees exists in
Indonesian and English; identifiers are lower-case words joined by hyphens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from bot.knowledge.kinds import Category as Category
from bot.knowledge.kinds import EventKind as EventKind
from bot.knowledge.kinds import InstrumentKind as InstrumentKind
from bot.knowledge.kinds import InstrumentStatus as InstrumentStatus
from bot.knowledge.kinds import QuestionKind as QuestionKind
from bot.knowledge.kinds import RegionKind as RegionKind
from bot.knowledge.kinds import Stage as Stage


def _only_a_day(value: object) -> object:
    """Refuse what pydantic would take for a date by guessing, such as a count of seconds."""
    if type(value) is date or value is None:
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise PydanticCustomError("day", "not a day of the form 2025-05-30") from None


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=900)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=500)]
Day = Annotated[date, BeforeValidator(_only_a_day)]
Flag = Annotated[bool, Strict()]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Record(BaseModel):
    """A closed, immutable value: unknown fields are refused."""

    # Not use_attribute_docstrings: it parses this file once per class, half of the time of a start. schema.py reads the
    # strings under the fields instead, when it is asked for a schema.
    model_config = ConfigDict(frozen=True, extra="forbid")


class Bilingual(Record):
    """One text in Indonesian and English."""

    id: Text
    en: Text

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.id


class BilingualList(Record):
    """Lists of short texts in Indonesian and English, such as names or ways to ask."""

    id: tuple[Short, ...] = ()
    en: tuple[Short, ...] = ()

    def __getitem__(self, language: str) -> tuple[str, ...]:
        return self.en if language == "en" else self.id

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]
        yield from self.id
        yield from self.en


class Source(Record):
    """One article: who published what, when and where."""

    id: Slug
    publisher: Short
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
    """The headline as published."""
    published: Day | None = None
    """Day of publication; empty where the article does not show it."""
    url: Address | None = None
    accessed: Day | None = None
    """Day on which the address was last seen to answer."""
    article: str | None = None
    """File name of the article's text in the folder given to `simpul check --articles`."""
    sha256: Digest | None = None
    """SHA-256 of that text, so that an edited text is noticed."""
    caution: Bilingual | None = None
    """One short line shown wherever this is the only source: why its claims need care."""

    @model_validator(mode="after")
    def _text_and_digest(self) -> Source:
        if (self.article is None) != (self.sha256 is None):
            raise PydanticCustomError("article_and_digest", "article and sha256 belong together")
        return self


class Citation(Record):
    """A source and the short phrases in its text that carry the claim."""

    source: Slug
    evidence: tuple[Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)], ...] = ()
    """Names, numbers or dates of at most eight words each, exactly as the article writes them."""


class Region(Record):
    """A city, regency, province, country or area, with its place in the hierarchy."""

    id: Slug
    kind: RegionKind
    name: Bilingual
    code: Annotated[str, StringConstraints(pattern=r"^[0-9.]{2,5}$|^[A-Z]{2}$")] | None = None
    """Kemendagri code (64, 64.71) or ISO 3166 code of a country."""
    parent: Slug | None = None
    aliases: BilingualList = BilingualList()


class Organisation(Record):
    """A ministry, institution, company or service that takes part in cooperations."""

    id: Slug
    name: Bilingual
    aliases: BilingualList = BilingualList()


class Office(Record):
    """A public office (*jabatan*), such as mayor or governor."""

    id: Slug
    name: Bilingual
    aliases: BilingualList = BilingualList()


class Tenure(Record):
    """One office that a person holds, and who says so."""

    office: Slug
    of: Slug | None = None
    """Region or organisation of the office."""
    to: Slug | None = None
    """Country to which an ambassador is accredited."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    discrepancy: str | None = None
    """`cooperation/discrepancy` shown with it, where sources disagree on who holds the office."""


class Person(Record):
    """A person named by the sources, under the spelling that is held to be right."""

    id: Slug
    name: Short
    aliases: tuple[Short, ...] = ()
    """Short names, nicknames and other spellings."""
    tenures: tuple[Tenure, ...] = ()


class Sector(Record):
    """*Bidang*: one entry of the closed list of sectors."""

    id: Slug
    name: Bilingual
    aliases: BilingualList = BilingualList()


class Party(Record):
    """A region or an organisation that takes part; exactly one of the two is given."""

    region: Slug | None = None
    organisation: Slug | None = None
    prospective: Flag = False
    """True where the partner has only been named in a plan."""

    @model_validator(mode="after")
    def _one(self) -> Party:
        if (self.region is None) == (self.organisation is None):
            raise PydanticCustomError("one_party", "give either region or organisation")
        return self

    @property
    def ref(self) -> str:
        """The identifier of the region or organisation."""
        return self.region or self.organisation or ""


class Instrument(Record):
    """*Naskah*: a document that is signed or planned."""

    id: Slug
    kind: InstrumentKind
    name: Bilingual
    status: InstrumentStatus
    date: Day | None = None
    """Day of signing; empty where no source gives it."""
    sectors: tuple[Slug, ...] = ()
    sources: tuple[Citation, ...] = Field(min_length=1)
    discrepancy: Slug | None = None


class Event(Record):
    """*Peristiwa*: something that happened, with day and place."""

    id: Slug
    kind: EventKind
    name: Bilingual
    """A noun phrase that can stand in a list: "Kunjungan kerja Pemerintah Kota Palu ke Balikpapan"."""
    date: Day | None = None
    place: Bilingual | None = None
    """The venue in words; the region it lies in is `region`."""
    region: Slug | None = None
    visitor: Slug | None = None
    """Region or organisation that came."""
    host: Slug | None = None
    sources: tuple[Citation, ...] = Field(min_length=1)
    discrepancy: Slug | None = None


class Role(Record):
    """A person's part in a cooperation, under the office held at the time."""

    person: Slug
    office: Slug
    of: Slug | None = None
    part: Bilingual
    """What the person did, as a short phrase: "memimpin rombongan" / "led the delegation"."""
    sources: tuple[Citation, ...] = Field(min_length=1)


class Reading(Record):
    """What some sources write on a point where sources differ."""

    value: Bilingual
    sources: tuple[Citation, ...] = Field(min_length=1)


class Discrepancy(Record):
    """A point on which a source errs or sources differ: what each writes, what is held, and why."""

    id: Slug
    about: Bilingual
    """What it is about, as a noun phrase: "tahun kunjungan"."""
    readings: tuple[Reading, ...] = Field(min_length=1)
    held: Bilingual
    """The reading that is held, as a sentence."""
    why: Bilingual
    """The reason, as a sentence."""
    note: Bilingual
    """One short line that follows every answer it touches: what the source wrote."""
    questions: BilingualList = BilingualList()
    """Ways to ask about the disagreement itself."""


class Fact(Record):
    """*Fakta*: one atomic claim, answered as one or two sentences, with the sources that make it."""

    id: Slug
    text: Bilingual
    """The answer, in own words, the point first, a complete sentence that stands alone."""
    items: tuple[Bilingual, ...] = ()
    """For an enumeration: its items in order, shown numbered under the text."""
    questions: BilingualList
    """Ways to ask for it, in everyday words."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    discrepancy: Slug | None = None
    sectors: tuple[Slug, ...] = ()
    speaker: Slug | None = None
    """Person who says it, where it is somebody's statement."""
    planned: Flag = False
    """True where it has only been announced; the text then says so."""


class Gap(Record):
    """Something people ask for that no source gives; answered with "not in the sources" and the nearest thing known."""

    id: Slug
    text: Bilingual
    """What is missing, as a sentence: "Sumber tidak menyebut skor pertandingan itu."."""
    questions: BilingualList
    near: tuple[Slug, ...] = ()
    """Facts of the same cooperation that are the nearest thing known."""


class Cooperation(Record):
    """*Kerja sama daerah*: one file under knowledge/cooperations."""

    id: Slug
    name: Bilingual
    """A noun phrase: "Kerja sama Kota Palu dan Kota Balikpapan"."""
    aliases: BilingualList = BilingualList()
    """Other names under which people ask for it as a whole."""
    category: Category | None = None
    """Empty where the kind of partner or the act (a visit, a plan) leaves it open."""
    stage: Stage
    parties: tuple[Party, ...] = Field(min_length=1)
    sectors: tuple[Slug, ...] = Field(min_length=1)
    summary: Bilingual
    """Three or four sentences: what, who, when, where it stands."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Sources of the summary."""
    people: tuple[Role, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    events: tuple[Event, ...] = ()
    facts: tuple[Fact, ...] = Field(min_length=1)
    discrepancies: tuple[Discrepancy, ...] = ()
    gaps: tuple[Gap, ...] = ()
    related: tuple[Slug, ...] = ()
    """Other cooperations that a reader of this one wants next."""

    @property
    def signed(self) -> bool:
        """Whether any instrument of it is known to be signed."""
        return any(i.status is InstrumentStatus.DITANDATANGANI for i in self.instruments)


class Concept(Record):
    """Words of both languages that mean the same to a question."""

    id: Slug
    words: BilingualList
    """Words and phrases; the first of each language is the standard one."""
    asks: Flag = False
    """True for a property that only a record naming it can answer (a price, a score, a phone number)."""


class Vocabulary(Record):
    """What serves all records: spellings, concepts, question words, words without weight."""

    spellings: Mapping[str, Short]
    """Abbreviations and colloquial forms: as typed, and written out."""
    concepts: tuple[Concept, ...]
    question_words: Mapping[QuestionKind, BilingualList]
    fillers: BilingualList
    """Words that carry no meaning in a question: politeness, particles, function words."""
    small_talk: Mapping[Slug, BilingualList]
    """Phrases by kind: greeting, thanks, goodbye, identity, ability, insult, order."""


class Golden(Record):
    """A question with the answer that it must get; `simpul check` asks it."""

    question: Short
    expects: Annotated[
        str, StringConstraints(pattern=r"^(?:unknown|[a-z0-9]+(-[a-z0-9]+)*([/!?][a-z0-9]+(-[a-z0-9]+)*)?)$")
    ]
    """`cooperation`, `cooperation/fact`, `cooperation!discrepancy`, `cooperation?gap`, or `unknown`."""


class Knowledge(Record):
    """One whole load of the knowledge, indexed by identifier."""

    sources: Mapping[str, Source]
    regions: Mapping[str, Region]
    organisations: Mapping[str, Organisation]
    offices: Mapping[str, Office]
    people: Mapping[str, Person]
    sectors: Mapping[str, Sector]
    vocabulary: Vocabulary
    cooperations: Mapping[str, Cooperation]
    golden: tuple[Golden, ...] = ()
    """Questions with the answers that they must get."""
    version: str = ""
    """Hash of everything read, to tell two loads apart."""

    def name_of(self, ref: str) -> Bilingual:
        """Return the name of a region or organisation; KeyError if there is none."""
        return (self.regions.get(ref) or self.organisations[ref]).name


TABLES: Mapping[str, tuple[str, Any]] = {
    "sources.yaml": ("sources", Source),
    "regions.yaml": ("regions", Region),
    "organisations.yaml": ("organisations", Organisation),
    "offices.yaml": ("offices", Office),
    "people.yaml": ("people", Person),
    "sectors.yaml": ("sectors", Sector),
}
"""The shared tables: file name -> (field of Knowledge, record); each file is a list of records."""
