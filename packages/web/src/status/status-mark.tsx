import { Ban, Check, CircleDashed, CircleSlash, type LucideIcon, Unplug, X } from "lucide-react";
import type { SpanStatus } from "../types.js";
import styles from "./status-mark.module.css";

interface Look {
  icon: LucideIcon;
  label: string;
  meaning: string;
}

const looks: Record<SpanStatus, Look> = {
  ok: { icon: Check, label: "OK", meaning: "Ended well" },
  error: { icon: X, label: "Error", meaning: "Ended with an error" },
  cancelled: { icon: Ban, label: "Cancelled", meaning: "Stopped before it was done" },
  pending: { icon: CircleDashed, label: "Running", meaning: "Still open" },
  lost: { icon: Unplug, label: "Lost", meaning: "Its process fell silent before it ended" },
  unset: { icon: CircleSlash, label: "Unset", meaning: "Ended without saying how" },
};

/** What a status is called on the page. */
export function statusLabel(status: SpanStatus): string {
  return looks[status].label;
}

/** A round mark of a status, for rows; a running one pulses. */
export function StatusMark({ status }: { status: SpanStatus }) {
  const { icon: Icon, label, meaning } = looks[status];
  return (
    <span className={styles.mark} data-status={status} title={`${label}: ${meaning}`}>
      {status === "pending" ? <span className={styles.pulse} /> : <Icon size={10} strokeWidth={3} aria-hidden />}
      <span className="visually-hidden">{label}</span>
    </span>
  );
}

/** A status with its name, for headers. */
export function StatusBadge({ status, label }: { status: SpanStatus; label?: string | undefined }) {
  return (
    <span className={styles.badge} data-status={status} title={looks[status].meaning}>
      <StatusMark status={status} />
      {label ?? looks[status].label}
    </span>
  );
}
