"""The closed lists of the model, under the field's own names; each value is what stands in the YAML."""

from __future__ import annotations

from enum import StrEnum


class Category(StrEnum):
    """Categories of cooperation by kind of partner (PP 28/2018, articles 2 and 22-25)."""

    KSDD = "KSDD"
    KSDPK = "KSDPK"
    KSDPL = "KSDPL"
    KSDLL = "KSDLL"
    SINERGI = "sinergi"


class InstrumentKind(StrEnum):
    """Kinds of *naskah* (Permendagri 22/2020 and 25/2020)."""

    KESEPAKATAN_BERSAMA = "kesepakatan_bersama"
    PERJANJIAN_KERJA_SAMA = "perjanjian_kerja_sama"
    NOTA_KESEPAKATAN = "nota_kesepakatan"
    LETTER_OF_INTENT = "letter_of_intent"
    MEMORANDUM_SALING_PENGERTIAN = "memorandum_saling_pengertian"


class InstrumentStatus(StrEnum):
    """Whether an instrument exists or has only been announced."""

    DIRENCANAKAN = "direncanakan"
    DITANDATANGANI = "ditandatangani"


class Stage(StrEnum):
    """*Tahapan*, in order; the first two mean that nothing has been signed."""

    PENJAJAKAN = "penjajakan"
    RENCANA = "rencana"
    KESEPAKATAN = "kesepakatan"
    PERJANJIAN = "perjanjian"
    PELAKSANAAN = "pelaksanaan"
    SELESAI = "selesai"


class EventKind(StrEnum):
    """Kinds of *peristiwa*: something with a date, which is not an agreement."""

    KUNJUNGAN_KERJA = "kunjungan_kerja"
    PENANDATANGANAN = "penandatanganan"
    PERTEMUAN = "pertemuan"
    PERESMIAN = "peresmian"
    MISI_DAGANG = "misi_dagang"
    FORUM = "forum"
    PERNYATAAN = "pernyataan"


class RegionKind(StrEnum):
    """Levels of *daerah*, from country to city; a *kawasan* is an area without a government of its own."""

    NEGARA = "negara"
    PROVINSI = "provinsi"
    KABUPATEN = "kabupaten"
    KOTA = "kota"
    KAWASAN = "kawasan"


class QuestionKind(StrEnum):
    """What a question asks for; the question words of both languages name it."""

    SIAPA = "siapa"
    KAPAN = "kapan"
    DI_MANA = "di_mana"
    BERAPA = "berapa"
    MENGAPA = "mengapa"
    BAGAIMANA = "bagaimana"
    APA = "apa"
    YA_TIDAK = "ya_tidak"
