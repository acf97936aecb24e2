import type { ReactNode } from "react";
import styles from "./fact.module.css";
import { Hint } from "./hint.js";

export interface FactProps {
  label: string;
  /** What a tooltip adds. */
  hint?: ReactNode;
  children: ReactNode;
}

/** A name and its value on one line, inside a `dl`. */
export function Fact({ label, hint, children }: FactProps) {
  return (
    <div className={styles.fact}>
      <dt className={styles.label}>{label}</dt>
      <Hint text={hint}>
        <dd className={hint ? styles.explained : styles.value} {...(hint ? { tabIndex: 0 } : {})}>
          {children}
        </dd>
      </Hint>
    </div>
  );
}
