import { CopyButton } from "../controls/copy-button.js";
import { Fact } from "../controls/fact.js";
import styles from "./errors-tab.module.css";
import type { ErrorEntry } from "./span-errors.js";

/** What went wrong in a span. */
export function ErrorsTab({ errors }: { errors: readonly ErrorEntry[] }) {
  return errors.map(({ type, message, stack, statusCode, requestId }) => (
    <article key={`${type}: ${message}`} className={styles.error}>
      <header className={styles.head}>
        <h3 className={styles.type}>{type}</h3>
        <CopyButton text={stack ?? `${type}: ${message}`} label="Copy error" />
      </header>
      <p className={styles.message}>{message || "No message"}</p>
      {(statusCode !== undefined || requestId) && (
        <dl className={styles.facts}>
          {statusCode !== undefined && <Fact label="HTTP status">{statusCode}</Fact>}
          {requestId && <Fact label="Request id">{requestId}</Fact>}
        </dl>
      )}
      {stack && <pre className={styles.stack}>{stack}</pre>}
    </article>
  ));
}
