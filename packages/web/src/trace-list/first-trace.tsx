import { Radio } from "lucide-react";
import { CodeBlock } from "../controls/code-block.js";
import { EmptyState } from "../controls/empty-state.js";
import styles from "./first-trace.module.css";

const install = "npm install @trace/autopatch";
const setup = "node --import @trace/autopatch/register app.js";

/** What stands in a project without traces: the one line that brings the first. */
export function FirstTrace() {
  const command = [...environmentOf(window.location), setup].join(" \\\n  ");
  return (
    <EmptyState
      icon={Radio}
      title="Waiting for the first trace"
      action={
        <div className={styles.steps}>
          <CodeBlock label="Install" code={install} />
          <CodeBlock label="Run your app with it" code={command} />
          <CodeBlock
            label="Or start it in code"
            code={'import { autopatch } from "@trace/autopatch";\n\nautopatch();'}
          />
        </div>
      }
    >
      Every call of the OpenAI and Anthropic clients in your app will appear here, while it runs.
    </EmptyState>
  );
}

/** The variables without which an application would not find this server, or not be let in. */
function environmentOf({ origin, hostname, port }: Location): string[] {
  const isLocal = ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
  if (isLocal && port === "4318") return [];
  return [`TRACE_ENDPOINT=${origin}`, ...(isLocal ? [] : ["TRACE_API_KEY=tr_…"])];
}
