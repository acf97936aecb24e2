import { CopyButton } from "../controls/copy-button.js";
import { JsonView } from "../payload/json-view.js";
import { LongText } from "../payload/long-text.js";
import type { TextSource } from "../payload/text-source.js";
import type { SpanDetail } from "../types.js";
import styles from "./payload-tab.module.css";
import { Section } from "./section.js";

/** What went into a span and what came out. */
export function PayloadTab({ span, source }: { span: SpanDetail; source: TextSource }) {
  if (span.input === undefined && span.output === undefined && span.events.length === 0) {
    return (
      <p className={styles.none}>
        {span.status === "pending" ? "Nothing yet: the span is running." : "This span recorded no input and no output."}
      </p>
    );
  }
  return (
    <>
      {span.input !== undefined && <Payload title="Input" value={span.input} path="input" source={source} />}
      {span.output !== undefined && <Payload title="Output" value={span.output} path="output" source={source} />}
    </>
  );
}

interface PayloadProps {
  title: string;
  value: unknown;
  path: string;
  source: TextSource;
}

function Payload({ title, value, path, source }: PayloadProps) {
  const text = () => (typeof value === "string" ? value : JSON.stringify(value, null, 2));
  return (
    <Section title={title} action={<CopyButton text={text} label={`Copy ${title.toLowerCase()}`} />}>
      <div className={styles.box}>
        {typeof value === "string" ? (
          <LongText text={value} path={path} source={source} />
        ) : (
          <JsonView value={value} path={path} source={source} openLevels={3} />
        )}
      </div>
    </Section>
  );
}
