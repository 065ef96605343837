"""Who works for the company: management, departments, and the staff of its units."""

from dataclasses import dataclass
from functools import cached_property

from checker.sample.industrial.house import BASE, BRANCHES, COMPANY_UNIT, FOUNDED, House, unit_id
from checker.sample.industrial.names import person
from checker.sample.industrial.provinces import HOME


@dataclass(frozen=True)
class Person:
    """An employee. `hired` and `left` are day numbers; `left` is the last day of work."""

    id: str
    name: str
    role: str
    department: str
    position: str
    unit: str
    manager: str
    hired: int
    left: int | None = None
    territory: str = ""
    sells: tuple[str, ...] = ()


_MANAGEMENT = """\
CH chairman management 董事长 -
PR president management 总裁 CH
GM general_manager general_manager_office 总经理 CH
VP1 vice_president management 副总经理（营销） GM
VP2 vice_president management 副总经理（技术） GM
MD marketing_director marketing 市场总监 VP1
MM1 marketing_manager marketing 市场经理 MD
MM2 marketing_manager marketing 市场策划经理 MD
SD sales_director sales 销售总监 VP1
SM sales_manager sales 销售经理 SD
CM service_manager customer_service 客户服务经理 VP1
CS1 service_supervisor customer_service 客户服务主管 CM
CS2 service_specialist customer_service 客户档案专员 CS1
CS3 service_specialist customer_service 客户服务专员 CS1
OH office_head company_office 公司办主任 GM
EM1 other management 企业管理部部长 GM
EM2 other management 企业管理专员 EM1
IT1 system_administrator it 系统管理员 OH
IT2 other it 系统支持工程师 IT1
HR1 hr_specialist hr 人力资源主管 OH
HR2 hr_specialist hr 人力资源专员 HR1
FI1 other finance 财务部部长 GM
FI2 accountant finance 应收会计 FI1
FI3 accountant finance 结算会计 FI1
PD1 other production 生产部部长 VP2
PD2 other production 生产计划员 PD1
PS1 other production_safety 安全生产部主管 PD1
TC1 other technical_centre 技术中心主任 VP2
TC2 technician technical_centre 应用工程师 TC1
TC3 technician technical_centre 应用工程师 TC1
QS1 other quality_supervision 质量监督部部长 VP2
QS2 other quality_supervision 质量工程师 QS1
LG1 other logistics 物流部主管 VP1
LG2 other logistics 发运专员 LG1
PU1 other purchasing 采购部主管 VP2
RD1 other research 研发部部长 VP2
LE1 other legal 法务专员 OH
AU1 other audit 审计部部长 PR
AU2 other audit 审计专员 AU1
"""
_UNIT = """\
H unit_head sales 事业部总经理 SD
D unit_deputy_head sales 事业部副总经理 H
V service_supervisor customer_service 服务主管 CM
A service_specialist customer_service 服务专员 V
B service_specialist customer_service 服务专员 V
T1 technician technical_centre 现场技术员 TC1
T2 technician technical_centre 现场技术员 TC1
T3 technician technical_centre 现场技术员 TC1
C sales_clerk sales 内勤 H
"""
_BRANCH = """\
H branch_manager sales 分公司经理 SD
K stock_keeper logistics 仓管员 H
C sales_clerk sales 销售内勤 H
"""
_BASE = """\
H unit_head production 制造基地总经理 VP2
C sales_clerk sales 订单专员 H
"""
SELLERS_OF_A_SUPERVISOR = 6


@dataclass(frozen=True)
class People:
    """Everybody, by id, and the staff of a unit by trade."""

    house: House

    @cached_property
    def all(self) -> tuple[Person, ...]:
        """Everybody who ever worked for the company, superiors before their people."""
        found = [self._post(line, COMPANY_UNIT, "") for line in _MANAGEMENT.splitlines()]
        for province in self.house.provinces:
            unit = unit_id(province)
            towns = tuple(f"T-{town.name}" for town in province.towns)
            found += [self._post(line, unit, province.id, towns) for line in _UNIT.splitlines()]
            found += self._sellers(unit, province.id, towns)
            found += self._movers(unit, province.id, towns[0])
        for place, branch in enumerate(BRANCHES, 1):
            found += [self._post(line, branch, f"B{place}") for line in _BRANCH.splitlines()]
        found += [self._post(line, BASE, "PB") for line in _BASE.splitlines()]
        return tuple(found)

    @cached_property
    def by_id(self) -> dict[str, Person]:
        """Everybody by id."""
        return {one.id: one for one in self.all}

    def _post(self, line: str, unit: str, mark: str, towns: tuple[str, ...] = ()) -> Person:
        code, role, department, position, manager = line.split()
        who = f"E-{mark}-{code}" if mark else f"E-{code}"
        luck = self.house.luck("person", who)
        boss = f"E-{mark}-{manager}" if mark and len(manager) == 1 else f"E-{manager}"
        place = int(code[1]) - 1 if role == "technician" and towns else 0
        hired = FOUNDED + 60 + luck.between(0, self.house.first - FOUNDED - 900)
        return Person(
            who, person(luck), role, department, position, unit, "" if manager == "-" else boss, hired,
            territory=towns[place] if towns else "",
        )  # fmt: skip

    def _sellers(self, unit: str, mark: str, towns: tuple[str, ...]) -> list[Person]:
        count = self.house.sellers_of_a_unit
        found = []
        for number in range(-(-count // SELLERS_OF_A_SUPERVISOR)):
            who = f"E-{mark}-L{number + 1}"
            luck = self.house.luck("person", who)
            hired = FOUNDED + 200 + luck.between(0, self.house.first - FOUNDED - 1_000)
            boss = f"E-{mark}-H"
            found.append(
                Person(
                    who, person(luck), "sales_supervisor", "sales", "销售主管", unit, boss, hired, None, towns[0], towns
                ),
            )  # fmt: skip
        for number in range(count):
            who = f"E-{mark}-S{number + 1}"
            luck = self.house.luck("person", who)
            hired = FOUNDED + 400 + luck.between(0, self.house.first - FOUNDED - 1_200)
            boss = f"E-{mark}-L{number // SELLERS_OF_A_SUPERVISOR + 1}"
            if luck.slips(0.5):
                boss = f"E-{mark}-H"
            town = towns[number % len(towns)]
            found.append(
                Person(who, person(luck), "salesperson", "sales", "销售专员", unit, boss, hired, None, town, towns)
            )
        return found

    def _movers(self, unit: str, mark: str, town: str) -> list[Person]:
        """A newcomer and a leaver of the unit, both within the span."""
        luck = self.house.luck("movers", unit)
        span = self.house.last - self.house.first
        boss = f"E-{mark}-V"
        came = self.house.days.roll(self.house.first + 5 + luck.between(0, span - 45))
        went = self.house.days.roll(self.house.first + 20 + luck.between(0, span - 40))
        return [
            Person(
                f"E-{mark}-N1", person(luck), "service_specialist", "customer_service", "服务专员", unit, boss, came
            ),
            Person(
                f"E-{mark}-N2", person(luck), "sales_clerk", "sales", "内勤", unit, f"E-{mark}-H",
                self.house.days.roll(self.house.first + 5 + luck.between(0, span - 45)),
            ),
            Person(
                f"E-{mark}-X1", person(luck), "service_specialist", "customer_service", "服务专员", unit, boss,
                self.house.first - 700, went,
            ),
        ]  # fmt: skip


def head_of(unit: str) -> str:
    """The head of a unit."""
    return f"E-{unit[2:]}-H" if unit != COMPANY_UNIT else "E-GM"


HOME_UNIT = unit_id(HOME)
