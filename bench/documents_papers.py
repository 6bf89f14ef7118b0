"""Invented papers: who wrote them, to whom, for how much. The truth that readings are compared with."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from stdnum import iban as stdnum_iban
from stdnum.eu import vat as stdnum_vat

CENT = Decimal("0.01")
SHORT_MONTH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A country as its papers show it."""

    code: str
    language: str
    currency: str
    sign: str
    sign_first: bool
    grouping: str
    point: str
    rates: tuple[str, ...]
    dates: tuple[str, ...]
    paper: tuple[float, float]


A4, LETTER = (595.28, 841.89), (612.0, 792.0)
LANDS = (
    Land(code="GB", language="en", currency="GBP", sign="£", sign_first=True, grouping=",", point=".",
         rates=("20", "5"), dates=("{d:02}/{m:02}/{y}", "{d} {month} {y}"), paper=A4),
    Land(code="FR", language="fr", currency="EUR", sign="€", sign_first=False, grouping="\u00a0", point=",",
         rates=("20", "10", "5.5"), dates=("{d:02}/{m:02}/{y}", "{d} {month} {y}"), paper=A4),
    Land(code="DE", language="de", currency="EUR", sign="€", sign_first=False, grouping=".", point=",",
         rates=("19", "7"), dates=("{d:02}.{m:02}.{y}", "{d}. {month} {y}"), paper=A4),
    Land(code="NL", language="nl", currency="EUR", sign="€", sign_first=True, grouping=".", point=",",
         rates=("21", "9"), dates=("{d:02}-{m:02}-{y}", "{d} {month} {y}"), paper=A4),
    Land(code="ES", language="es", currency="EUR", sign="€", sign_first=False, grouping=".", point=",",
         rates=("21", "10"), dates=("{d:02}/{m:02}/{y}", "{d} de {month} de {y}"), paper=A4),
    Land(code="US", language="en", currency="USD", sign="$", sign_first=True, grouping=",", point=".",
         rates=("8.25",), dates=("{m:02}/{d:02}/{y}", "{month} {d}, {y}"), paper=LETTER),
    Land(code="BE", language="fr", currency="EUR", sign="€", sign_first=False, grouping=".", point=",",
         rates=("21", "6"), dates=("{d:02}/{m:02}/{y}", "{d} {month} {y}"), paper=A4),
    Land(code="CH", language="de", currency="CHF", sign="CHF", sign_first=True, grouping="'", point=".",
         rates=("8.1", "2.6"), dates=("{d:02}.{m:02}.{y}", "{d}. {month} {y}"), paper=A4),
    Land(code="BE", language="nl", currency="EUR", sign="€", sign_first=True, grouping=".", point=",",
         rates=("21", "6"), dates=("{d:02}/{m:02}/{y}", "{d} {month} {y}"), paper=A4),
    Land(code="ES", language="es", currency="EUR", sign="EUR", sign_first=False, grouping=".", point=",",
         rates=("21", "10"), dates=("{d:02}-{m:02}-{y}", "{d:02}/{m:02}/{y}"), paper=A4),
)  # fmt: skip
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
NAMES = ("Alder", "Birch", "Corbeau", "Delmas", "Eckert", "Fontana", "Garrido", "Hoekstra", "Ibarra", "Jansen", "Keller", "Lambert",
         "Moreno", "Nyhoff", "Oakley", "Peralta", "Quist", "Roussel", "Steiner", "Tilman", "Urbano", "Vermeer", "Winkler", "Zamora")  # fmt: skip
TRADES = {
    "en": ("Bakery", "Joinery", "Print Works", "Garden Supplies", "Electrical", "Consulting"),
    "fr": ("Menuiserie", "Imprimerie", "Conseil", "Jardins", "Boulangerie", "Électricité"),
    "de": ("Schreinerei", "Druckerei", "Beratung", "Gartenbau", "Bäckerei", "Elektrotechnik"),
    "nl": ("Bakkerij", "Timmerbedrijf", "Drukkerij", "Advies", "Hoveniers", "Elektra"),
    "es": ("Panadería", "Carpintería", "Imprenta", "Asesores", "Jardines", "Electricidad"),
}
FORMS = {"GB": ("Ltd", "Limited", "LLP"), "US": ("Inc.", "LLC", "Corp."), "FR": ("SARL", "SAS", "EURL"), "DE": ("GmbH", "GmbH & Co. KG", "e.K."),
         "CH": ("AG", "GmbH"), "NL": ("B.V.", "VOF"), "BE": ("SRL", "BV", "NV"), "ES": ("S.L.", "S.A.", "S.L.U.")}  # fmt: skip
STREETS = {
    "GB": "{} Mill Road",
    "US": "{} Oak Avenue",
    "FR": "{} rue des Lilas",
    "DE": "Hauptstraße {}",
    "CH": "Bahnhofstrasse {}",
    "NL": "Kerkstraat {}",
    "BE": "Rue Haute {}",
    "ES": "Calle Mayor, {}",
}
TOWNS = {"GB": ("Leeds LS1 4DY", "Bath BA1 1AA"), "US": ("Springfield, IL 62701", "Dayton, OH 45402"), "FR": ("69002 Lyon", "44000 Nantes"), "DE": ("10115 Berlin", "50667 Köln"),
         "CH": ("8001 Zürich", "3011 Bern"), "NL": ("1011 AB Amsterdam", "3511 LK Utrecht"), "BE": ("1000 Bruxelles", "9000 Gent"), "ES": ("28013 Madrid", "41001 Sevilla")}  # fmt: skip
THINGS = {
    "en": ("Oak shelves", "Delivery", "Repair of lamps", "Consulting, hours", "Printed cards", "Bread rolls"),
    "fr": (
        "Étagères en chêne",
        "Livraison",
        "Réparation de lampes",
        "Conseil, heures",
        "Cartes imprimées",
        "Petits pains",
    ),
    "de": (
        "Eichenregale",
        "Lieferung",
        "Reparatur Lampen",
        "Beratung, Stunden",
        "Gedruckte Karten",
        "Brötchen",
    ),
    "nl": ("Eiken planken", "Bezorging", "Reparatie lampen", "Advies, uren", "Drukwerk kaarten", "Broodjes"),
    "es": (
        "Estantes de roble",
        "Entrega",
        "Reparación de lámparas",
        "Asesoría, horas",
        "Tarjetas impresas",
        "Panecillos",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A company with its address."""

    name: str
    street: str
    town: str
    tax_number: str
    domain: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of what was sold."""

    name: str
    quantity: int
    price: Decimal
    rate: Decimal

    @property
    def net(self) -> Decimal:
        """Without tax."""
        return self.quantity * self.price


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper. `kind` is invoice, credit_note or receipt."""

    land: Land
    kind: str
    supplier: Party
    customer: Party
    number: str
    other_number: str
    issued: date
    due: date
    items: tuple[Item, ...]
    iban: str
    date_form: str
    choice: int

    @property
    def by_rate(self) -> tuple[tuple[Decimal, Decimal, Decimal], ...]:
        """Rate, net and tax of each rate, the highest first."""
        nets: dict[Decimal, Decimal] = {}
        for item in self.items:
            nets[item.rate] = nets.get(item.rate, Decimal(0)) + item.net
        return tuple(
            (rate, net, (net * rate / 100).quantize(CENT, ROUND_HALF_UP))
            for rate, net in sorted(nets.items(), reverse=True)
        )

    @property
    def net(self) -> Decimal:
        """Before tax."""
        return sum((net for _, net, _ in self.by_rate), Decimal(0))

    @property
    def tax(self) -> Decimal:
        """All tax."""
        return sum((tax for _, _, tax in self.by_rate), Decimal(0))

    def money(self, amount: Decimal, *, sign: bool = True, minus: bool = False) -> str:
        """An amount as this country writes it."""
        whole, _, cents = f"{amount:,.2f}".partition(".")
        text = ("-" if minus else "") + whole.replace(",", self.land.grouping) + self.land.point + cents
        if not sign:
            return text
        mark = self.land.sign
        if not self.land.sign_first:
            return f"{text} {mark}"
        return f"{mark} {text}" if len(mark) > 1 or self.land.language == "nl" else f"{mark}{text}"

    def percent(self, rate: Decimal) -> str:
        """A rate as this country writes it."""
        return f"{rate.normalize():f}".replace(".", self.land.point) + ("%" if self.choice % 2 else " %")

    def day(self, day: date) -> str:
        """A date as this paper writes it."""
        month = MONTHS[self.land.language].split()[day.month - 1]
        mon = (
            month
            if len(month) <= SHORT_MONTH
            else month[: SHORT_MONTH - 1] + "." * (self.land.language in ("fr", "de"))
        )
        return self.date_form.format(
            d=day.day, m=day.month, y=day.year, yy=day.year % 100, month=month, mon=mon
        )

    def iban_in_fours(self) -> str:
        """The account as people write it."""
        return " ".join(self.iban[at : at + 4] for at in range(0, len(self.iban), 4))


def paper(seed: int, index: int, kind: str) -> Paper:
    """The paper number `index` of the set `seed`."""
    dice = random.Random(f"{seed}-{index}")
    land = LANDS[index % len(LANDS)]
    issued = date(2025, 1, 1) + timedelta(days=dice.randrange(650))
    rates = [Decimal(rate) for rate in land.rates[: dice.choice((1, 1, 2))]]
    return Paper(
        land=land,
        kind=kind,
        supplier=_party(dice, land),
        customer=_party(dice, land),
        number=dice.choice(_NUMBERS)(dice, issued),
        other_number=f"{dice.randrange(10000, 99999)}",
        issued=issued,
        due=issued + timedelta(days=dice.choice((14, 30, 45, 60))),
        items=tuple(_item(dice, land, rates) for _ in range(dice.randrange(1, 6))),
        iban="" if land.code == "US" else _iban(dice, land.code),
        date_form=dice.choice(land.dates),
        choice=dice.randrange(1000),
    )


_NUMBERS: tuple[Callable[[random.Random, date], str], ...] = (
    lambda dice, day: f"{day.year}-{dice.randrange(1, 9999):04}",
    lambda dice, _: f"{dice.randrange(100000, 999999)}",
    lambda dice, day: f"F{day:%y%m}-{dice.randrange(1, 999):03}",
    lambda dice, day: f"RE-{day.year}/{dice.randrange(1, 999)}",
    lambda dice, _: f"INV{dice.randrange(1000, 99999)}",
)


def _item(dice: random.Random, land: Land, rates: list[Decimal]) -> Item:
    price = Decimal(dice.randrange(150, dice.choice((3000, 90000)))) / 100
    return Item(
        name=dice.choice(THINGS[land.language]),
        quantity=dice.randrange(1, 25),
        price=price,
        rate=dice.choice(rates),
    )


def _party(dice: random.Random, land: Land) -> Party:
    family, trade, form = (
        dice.choice(NAMES),
        dice.choice(TRADES[land.language]),
        dice.choice(FORMS[land.code]),
    )
    name = dice.choice(
        (f"{family} {trade} {form}", f"{family} & {dice.choice(NAMES)} {form}", f"{trade} {family} {form}")
    )
    plain = f"{family}-{trade}".lower().encode("ascii", "ignore").decode().replace(" ", "")
    return Party(
        name=name,
        street=STREETS[land.code].format(dice.randrange(1, 180)),
        town=dice.choice(TOWNS[land.code]),
        tax_number=_tax_number(dice, land.code),
        domain=f"{plain}.example",
        phone=f"0{dice.randrange(10, 99)} {dice.randrange(100, 999)} {dice.randrange(1000, 9999)}",
    )


_TAX_NUMBERS: Mapping[str, str] = {
    "FR": "FR###########",
    "DE": "DE#########",
    "NL": "NL#########B0#",
    "BE": "BE0#########",
    "ES": "ESB########",
}


def _tax_number(dice: random.Random, country: str) -> str:
    if country == "US":
        return f"{dice.randrange(10, 99)}-{dice.randrange(1000000, 9999999)}"
    if country in ("GB", "CH"):
        return (
            f"GB{dice.randrange(10**8, 10**9)}"
            if country == "GB"
            else f"CHE-{dice.randrange(100, 999)}.{dice.randrange(100, 999)}.{dice.randrange(100, 999)}"
        )
    while not stdnum_vat.is_valid(number := _digits(dice, _TAX_NUMBERS[country])):
        pass
    return number


_ACCOUNTS: Mapping[str, str] = {"GB": "NWBK##############", "FR": "#######################", "DE": "##################", "NL": "ABNA0#########",
                                "BE": "############", "ES": "####################", "CH": "#################"}  # fmt: skip


def _iban(dice: random.Random, country: str) -> str:
    while True:
        account = _digits(dice, _ACCOUNTS[country])
        number = f"{country}{stdnum_iban.calc_check_digits(f'{country}00{account}')}{account}"
        if stdnum_iban.is_valid(number):
            return number


def _digits(dice: random.Random, shape: str) -> str:
    return "".join(str(dice.randrange(10)) if sign == "#" else sign for sign in shape)
