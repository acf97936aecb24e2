import { Tabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { ConversationView } from "../conversation/conversation-view.js";
import { hasConversation, readConversation } from "../conversation/turns.js";
import type { Zone } from "../format/time.js";
import type { TextSource } from "../payload/text-source.js";
import { useShortcuts } from "../shell/shortcuts.js";
import type { SpanTab } from "../trace-page/trace-view.js";
import type { SpanDetail } from "../types.js";
import { ErrorsTab } from "./errors-tab.js";
import { FactsTab } from "./facts-tab.js";
import { PayloadTab } from "./payload-tab.js";
import { RawTab } from "./raw-tab.js";
import { ScoresTab } from "./scores-tab.js";
import styles from "./span-detail-view.module.css";
import { errorsOf } from "./span-errors.js";

export interface SpanDetailViewProps {
  span: SpanDetail;
  source: TextSource;
  tab: SpanTab | undefined;
  zone: Zone;
  onTab(tab: SpanTab): void;
}

interface Page {
  tab: SpanTab;
  label: string;
  count?: number;
  tone?: "error";
  view: () => ReactNode;
}

/** A span's payload and facts, in tabs; only those that it has something for. */
export function SpanDetailView({ span, source, tab, zone, onTab }: SpanDetailViewProps) {
  const pages = pagesOf(span, source, zone);
  const current = pages.find((page) => page.tab === tab) ?? pages[0]!;
  useShortcuts(Object.fromEntries(pages.map((page, i) => [`${i + 1}`, () => onTab(page.tab)])));
  return (
    <Tabs.Root className={styles.root} value={current.tab} onValueChange={(next: SpanTab) => onTab(next)}>
      <Tabs.List className={styles.list} aria-label="Views of the span">
        {pages.map((page) => (
          <Tabs.Tab key={page.tab} value={page.tab} className={styles.tab}>
            {page.label}
            {page.count !== undefined && (
              <span className={styles.count} data-tone={page.tone}>
                {page.count}
              </span>
            )}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={current.tab} className={styles.panel} tabIndex={0}>
        {current.view()}
      </Tabs.Panel>
    </Tabs.Root>
  );
}

function pagesOf(span: SpanDetail, source: TextSource, zone: Zone): Page[] {
  const errors = errorsOf(span);
  const pages: Page[] = [];
  if (hasConversation(span)) {
    const view = () => <ConversationView conversation={readConversation(span)} span={span} source={source} />;
    pages.push({ tab: "conversation", label: "Conversation", view });
  }
  if (span.input !== undefined || span.output !== undefined || pages.length === 0) {
    pages.push({ tab: "io", label: "Input & output", view: () => <PayloadTab span={span} source={source} /> });
  }
  if (errors.length > 0) {
    pages.push({
      tab: "errors",
      label: "Errors",
      count: errors.length,
      tone: "error",
      view: () => <ErrorsTab errors={errors} />,
    });
  }
  pages.push({ tab: "details", label: "Details", view: () => <FactsTab span={span} source={source} zone={zone} /> });
  if (span.scores.length > 0) {
    pages.push({
      tab: "scores",
      label: "Scores",
      count: span.scores.length,
      view: () => <ScoresTab scores={span.scores} zone={zone} />,
    });
  }
  pages.push({ tab: "raw", label: "Raw", view: () => <RawTab span={span} source={source} /> });
  return pages;
}
