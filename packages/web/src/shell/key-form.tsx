import { type FormEvent, useState } from "react";
import { Button } from "../controls/button.js";
import { rememberKey } from "../request.js";
import styles from "./key-form.module.css";

/** Takes the key of a server that is reachable from elsewhere. */
export function KeyForm({ onDone }: { onDone(): void }) {
  const [key, setKey] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rememberKey(key);
    onDone();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <label className={styles.label}>
        A key with read access. It stays in this tab.
        <input
          className={styles.input}
          type="password"
          autoComplete="off"
          placeholder="tr_…"
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
      </label>
      <Button look="solid" type="submit" disabled={key.trim() === ""}>
        Open
      </Button>
    </form>
  );
}
