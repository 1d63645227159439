import type { Asked } from '../alert.js';

/** How the values of a panel are printed. Source: Grafana, "Standard options: unit". */
export type PanelUnit = 'percentunit' | 's' | 'reqps' | 'bytes' | 'short' | 'cores';

/** A line of a panel for each series of a query. */
export interface Line {
  readonly query: Asked;
  /** What it is called: `{{pod}}` stands for a label. */
  readonly legend: string;
}

/** A picture of some queries. */
export interface Panel {
  readonly title: string;
  readonly unit: PanelUnit;
  readonly lines: readonly Line[];
  /** What an alert fires at: a red line. */
  readonly limit?: number | undefined;
  /** Lowest value of the scale. Default 0. */
  readonly least?: number;
  /** Highest value of the scale, where it has one. */
  readonly most?: number;
}

/** Panels side by side under a title. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** What somebody looks at when an alert has fired. */
export interface Dashboard {
  /** At most 40 characters, unique in a Grafana. */
  readonly uid: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly rows: readonly Row[];
  /** Marks each moment at which a new version began to run. */
  readonly versions?: Asked;
}
