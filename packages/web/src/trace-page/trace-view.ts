/** How the spans of a trace are laid out. */
export type SpanLayout = "tree" | "waterfall";

/** What of a span the right side shows. */
export type SpanTab = "conversation" | "io" | "details" | "errors" | "scores" | "raw";

/** What a reader has selected on the trace page; it lives in the URL. */
export interface TraceView {
  span?: string;
  tab?: SpanTab;
  layout?: SpanLayout;
}

const tabs: readonly SpanTab[] = ["conversation", "io", "details", "errors", "scores", "raw"];
const SPAN_ID = /^[0-9a-f]{16}$/;

/** Reads the selection from a URL's search. */
export function parseTraceView(search: Record<string, unknown>): TraceView {
  const view: TraceView = {};
  const tab = tabs.find((known) => known === search.tab);
  // An id of digits alone arrives as a number when somebody typed the address without quotes.
  const span = `${search.span ?? ""}`;
  if (SPAN_ID.test(span)) view.span = span;
  if (tab) view.tab = tab;
  if (search.layout === "tree" || search.layout === "waterfall") view.layout = search.layout;
  return view;
}
