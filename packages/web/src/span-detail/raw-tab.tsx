import { CopyButton } from "../controls/copy-button.js";
import { JsonView } from "../payload/json-view.js";
import type { TextSource } from "../payload/text-source.js";
import type { SpanDetail } from "../types.js";
import { Section } from "./section.js";

/** A span as the API gives it. */
export function RawTab({ span, source }: { span: SpanDetail; source: TextSource }) {
  const copy = <CopyButton text={() => JSON.stringify(span, null, 2)} label="Copy JSON" showLabel />;
  return (
    <Section title="Span as JSON" action={copy}>
      {/* Paths of cut strings start at the span itself. */}
      <JsonView value={span} path="" source={rooted(source)} openLevels={1} />
    </Section>
  );
}

function rooted({ wholeLength, read }: TextSource): TextSource {
  return { wholeLength: (path) => wholeLength(path.slice(1)), read: (path, offset) => read(path.slice(1), offset) };
}
