// What page/charts.js uses of Apache ECharts, and nothing else. echarts.README.md says how echarts.min.js is made of it.
import { BarChart, HeatmapChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent, VisualMapContinuousComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, HeatmapChart, LineChart, GridComponent, TooltipComponent, VisualMapContinuousComponent, SVGRenderer]);
window.echarts = { init };
