"""Finding public offices in an article, with the region or country that they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.drafting import organisations, places
from bot.drafting.article import Article
from bot.drafting.words import listed
from bot.knowledge.model import Knowledge
from bot.text.folding import fold

_SUBJECTS: Final = listed(
    """
    perdagangan perindustrian koperasi ukm umkm umk usaha kecil menengah mikro pariwisata kebudayaan pemuda
    olahraga ekonomi kreatif kesehatan pendidikan pertanian pangan ketahanan tanaman hortikultura perkebunan
    peternakan perikanan kelautan perhubungan komunikasi informatika statistik persandian pekerjaan umum
    penataan ruang perumahan permukiman rakyat lingkungan hidup kehutanan energi sumber daya mineral tenaga
    kerja transmigrasi sosial pemberdayaan masyarakat desa perempuan perlindungan anak kependudukan pencatatan
    sipil keluarga berencana penanaman modal pelayanan terpadu satu pintu perpustakaan kearsipan kebakaran
    pemadam penyelamatan pertanahan perencanaan pembangunan riset inovasi daerah pendapatan keuangan aset
    kepegawaian pengembangan manusia penanggulangan bencana kesatuan bangsa politik kerja sama pemerintahan
    hukum organisasi protokol administrasi pimpinan kesejahteraan perekonomian pengadaan barang jasa bidang
    bagian dinas badan biro kantor setda sekretariat dan luar dalam negeri urusan umum pusat bina marga cipta
    karya air karantina investasi hilirisasi agraria tata kelola promosi ekspor negara keuangan transportasi
    budaya riset teknologi perencana nasional kadin bumn digital infrastruktur kewilayahan kesra asisten otonomi
    otoritas kemaritiman kelembagaan kemahasiswaan akademik humas hubungan masyarakat internasional alumni
    pengelola perbatasan ptsp
    """
)
_RANKED: Final = re.compile(
    r"\b(?P<title>(?:(?:Pj\.?|Plt\.?|Plh\.?|Pjs\.?|Penjabat|Pelaksana Tugas)\s+)?(?:"
    r"(?:Wakil\s+)?(?:Wali\s?[Kk]ota|Walikota|Bupati|Gubernur)|Wawali(?:kota)?|Wabup|Wagub"
    r"|(?:Wakil\s+)?Presiden(?:\s+RI)?|Wapres"
    r"|(?:Duta Besar|Dubes|Kuasa Usaha|Konsul Jenderal|Konsul|Konjen)(?:\s+(?:RI|Republik Indonesia|Indonesia)\b)?"
    r"|Sekretaris Daerah|Sekretaris Kota|Sekretaris Provinsi|Sekda(?:prov|kab|kot)?|Sekkot|Sekprov"
    r"|(?:Wakil\s+)?Ketua\s+DPRD|(?:Wakil\s+)?Ketua(?:\s+Umum)?|Anggota\s+DPRD?(?:\s+RI)?"
    r"|(?:Wakil\s+)?Menteri(?:\s+Koordinator)?|Mendag|Menlu|Mendagri|Mentan|Menpar|Menko|Wamen\w*"
    r"|Kepala|Kadis\w*|Kabag|Kabid|Kaban|Asisten(?:\s+[IVX\d]+)?|Staf\s+Ahli|Deputi|Direktur\s+Jenderal|Dirjen"
    r"|Direktur(?:\s+Utama|\s+Eksekutif)?|Dirut|General\s+Manager|Manajer|CEO|Komisaris(?:\s+Utama)?"
    r"|(?:Wakil\s+)?Rektor|Dekan|Camat|Lurah|Juru\s+Bicara|Sekretaris(?:\s+Jenderal)?|Sekjen|Koordinator|Atase\s+Perdagangan|Pimpinan"
    r"))(?=[\s,(])"
)
_BODY_HEAD: Final = listed(
    """
    dinas badan bagian biro bidang kantor balai pusat upt perwakilan cabang
    """
)


@dataclass(frozen=True, slots=True)
class Title:
    """An office at a place of the text; `end` is where the holder's name can begin."""

    start: int
    end: int
    office: str | None
    """Id of the office in the knowledge; None for one that it lacks."""
    name: str
    """The office without its region: "Kepala Dinas Perdagangan"."""
    of: str
    """Key of the region or country, as in `places.Spot.key`; empty where none is named."""
    to: str
    """For an ambassador: key of the country."""


def find(
    article: Article,
    knowledge: Knowledge,
    mentions: tuple[places.Mention, ...],
    bodies: tuple[organisations.Mention, ...] = (),
) -> tuple[Title, ...]:
    """Return the offices that the article names, in the order of the text."""
    known = {fold(name): one.id for one in knowledge.offices.values() for name in (one.name.id, *one.aliases.id)}
    by_start = {mention.start: mention for mention in mentions}
    heads = {mention.start: mention for mention in bodies}
    found: list[Title] = []
    for match in _RANKED.finditer(article.text):
        if not found or match.start() >= found[-1].end:
            found.append(_title(article, match, known, by_start, heads))
    return tuple(found)


def _title(
    article: Article,
    match: re.Match[str],
    known: dict[str, str],
    by_start: dict[int, places.Mention],
    heads: dict[int, organisations.Mention],
) -> Title:
    text, at = article.text, match.end()
    name_end, of, to = at, "", ""
    for word in _words(text, at):
        start, end, written, gap = word
        folded = fold(written)
        mention = by_start.get(start)
        if start < at:
            continue
        if gap and gap not in (" ", " (", ") ", ", "):
            break
        if "," in gap and not (folded in _SUBJECTS and name_end > match.end()):
            break
        if mention is not None:
            lead = re.search(r"\b(untuk|di)\s+(?:Kota\s+)?$", text[match.end() : start])
            if to or (of and lead is None):
                break
            if lead is None:
                of = mention.spot.key
            elif lead[1] == "untuk":
                to, of = mention.spot.key, of or "indonesia"
            at = mention.end
            continue
        if folded in ("kota", "kabupaten", "kab", "provinsi", "ri", "negeri"):
            following = by_start.get(end + 1)
            if folded in ("ri",) or following is not None or (folded == "negeri"):
                at = end
                if folded == "negeri" and following is None:
                    name_end = end
                continue
            break
        if folded in ("untuk", "di") and _abroad_office(match["title"]):
            at = end
            continue
        if start in heads and not of:
            of, at = heads[start].body.key, heads[start].end
            continue
        if folded in _SUBJECTS or folded in _BODY_HEAD:
            at = name_end = end
            continue
        break
    if re.search(r"\b(?:untuk|di|dan)\s*$", text[match.end() : at]):
        at = match.end() + len(re.sub(r"\s+(?:untuk|di|dan)\s*$", "", text[match.end() : at]))
    name = " ".join(text[match.start() : name_end].split()).removesuffix(" dan").removesuffix(" RI")
    name = re.sub(r"^(?:Pj\.?|Plt\.?|Plh\.?|Pjs\.?|Penjabat|Pelaksana Tugas)\s+", "", name)
    short = re.sub(r"\s+(?:RI|Republik Indonesia|Indonesia)$", "", name)
    office = known.get(fold(name)) or known.get(fold(short))
    if office == "presiden":
        of = of or "indonesia"
    return Title(match.start(), max(at, name_end), office, short, of, to)


def _words(text: str, at: int) -> Iterator[tuple[int, int, str, str]]:
    before = at
    for match in places.WORD.finditer(text, at, min(len(text), at + 160)):
        yield match.start(), match.end(), match[0], text[before : match.start()]
        before = match.end()


def _abroad_office(title: str) -> bool:
    return bool(re.match(r"(?:Duta|Dubes|Kuasa|Konsul|Konjen|Atase)", title))
