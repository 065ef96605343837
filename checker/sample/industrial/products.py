"""What the company sells."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Product:
    """A product with its list price in yuan; machines have a number of days between overhauls."""

    id: str
    name: str
    group: str
    price: float
    is_standard: bool = True
    overhaul_days: int | None = None


GOODS = (
    Product("P-101", "丁腈混炼胶 NBR-70", "混炼胶", 21.5),
    Product("P-102", "三元乙丙混炼胶 EPDM-60", "混炼胶", 18.8),
    Product("P-103", "氟橡胶混炼胶 FKM-75", "混炼胶", 168.0),
    Product("P-104", "天然胶减震料 NR-55", "混炼胶", 16.4),
    Product("P-201", "耐油胶管 DN25", "胶管", 34.0),
    Product("P-202", "高压钢丝编织胶管 DN16", "胶管", 52.5),
    Product("P-301", "O 形密封圈组件", "密封件", 6.2),
    Product("P-302", "骨架油封 TC 型", "密封件", 4.8),
    Product("P-303", "定制异形密封条", "密封件", 27.0, is_standard=False),
    Product("P-401", "发动机悬置减震垫", "减震件", 88.0),
    Product("P-402", "轨道减震扣件", "减震件", 65.0),
)
MACHINES = (
    Product("P-901", "平板硫化机 XLB-400", "橡胶设备", 86_000.0, overhaul_days=365),
    Product("P-902", "开放式炼胶机 XK-450", "橡胶设备", 128_000.0, overhaul_days=365),
)
PRODUCTS = GOODS + MACHINES
BRANCH_GOODS = GOODS[:4]
