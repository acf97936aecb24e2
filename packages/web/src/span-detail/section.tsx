import type { ReactNode } from "react";
import styles from "./section.module.css";

export interface SectionProps {
  title: string;
  /** What stands at the end of the title's line. */
  action?: ReactNode;
  children: ReactNode;
}

/** A titled part of a tab. */
export function Section({ title, action, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <header className={styles.head}>
        <h3 className={styles.title}>{title}</h3>
        {action}
      </header>
      {children}
    </section>
  );
}
