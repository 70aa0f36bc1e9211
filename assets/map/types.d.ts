/** The two files a map is drawn from; docs/architecture.md holds their contract. */

export interface Geometry {
  level: string;
  width: number;
  height: number;
  metres_per_unit: number;
  mercator: { world: [number, number, number]; x: number[]; y: number[] };
  codes: string[];
  names: string[];
  paths: string[];
  centres: [number, number][];
  moves: [number, number, number, number][];
  outline: string;
  limits: { code: string; name: string; path: string }[];
}

export interface Cell {
  code: string;
  value: number | null;
  text: string;
  numerator: string | null;
  denominator: string | null;
  class: number | null;
  rank: number | null;
  rank_text: string | null;
  gap: string | null;
  status: "valeur" | "secret" | "absent" | "non_disponible" | "estime";
  quality: "solide" | "prudence" | "fragile" | null;
  sentence: string;
  range: string | null;
}

export interface Band {
  label: string;
  from: number | null;
  to: number | null;
  count: number;
}

export interface View {
  indicator: string;
  level: string;
  level_plural: string;
  period: number;
  periods: number[];
  title: string;
  subtitle: string;
  unit: string;
  drawing: "choropleth" | "circles";
  palette: "sequential" | "diverging" | "bivariate" | "family";
  max: number;
  classes: Band[];
  statuses: { status: string; label: string; count: number }[];
  fragile: { label: string; count: number } | null;
  distribution: { from: number; step: number; counts: number[] } | null;
  cells: Cell[];
  reference: { code: string; name: string; value: number; text: string; sentence: string } | null;
  definition: string;
  formula: string;
  source: string;
  licence: string;
  notes: string[];
  words: { title: string; text: string }[];
  demonstration: boolean;
}

/** The small maps of an indicator: what the years share, then each of them. */
export interface Series extends Omit<View, "cells" | "period" | "reference" | "distribution"> {
  years: { period: number; reference: { value: number; text: string } | null; cells: Cell[] }[];
}
