import { Popover } from "@base-ui/react/popover";
import { ListFilter } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "../controls/button.js";
import type { Project } from "../types.js";
import styles from "./filter-form.module.css";
import type { TraceFilters } from "./filters.js";

type Facet = keyof Project["facets"];
type Field = "model" | "provider" | "user" | "session" | "tag" | "environment" | "service" | "name";

const fields: readonly { key: Field; label: string; facet?: Facet }[] = [
  { key: "model", label: "Model", facet: "models" },
  { key: "provider", label: "Provider", facet: "providers" },
  { key: "user", label: "User" },
  { key: "session", label: "Session" },
  { key: "tag", label: "Tag", facet: "tags" },
  { key: "environment", label: "Environment", facet: "environments" },
  { key: "service", label: "Service", facet: "services" },
  { key: "name", label: "Name" },
];

export interface FilterFormProps {
  filters: TraceFilters;
  facets: Project["facets"] | undefined;
  onChange(filters: TraceFilters): void;
}

/** The filters whose values are typed or picked from what the project has, and exact times. */
export function FilterForm({ filters, facets, onChange }: FilterFormProps) {
  const [open, setOpen] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onChange(readForm(new FormData(event.currentTarget), filters));
    setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={<Button />}>
        <ListFilter size={13} aria-hidden />
        Filter
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner align="start" sideOffset={4} className={styles.positioner}>
          <Popover.Popup className={styles.popup} aria-label="Filters">
            <form onSubmit={submit} className={styles.form}>
              {fields.map(({ key, label, facet }) => (
                <label key={key} className={styles.field}>
                  {label}
                  <input
                    name={key}
                    className={styles.input}
                    defaultValue={filters[key]}
                    list={facet && `facet-${key}`}
                    autoComplete="off"
                  />
                  {facet && (
                    <datalist id={`facet-${key}`}>
                      {facets?.[facet].map((value) => (
                        <option key={value} value={value} />
                      ))}
                    </datalist>
                  )}
                </label>
              ))}
              <TimeField name="from" label="From" value={filters.from} />
              <TimeField name="to" label="Until" value={filters.to} />
              <footer className={styles.footer}>
                <Button look="solid" type="submit">
                  Apply
                </Button>
              </footer>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function TimeField({ name, label, value }: { name: string; label: string; value: number | undefined }) {
  return (
    <label className={styles.field}>
      {label}
      <input
        name={name}
        type="datetime-local"
        className={styles.input}
        defaultValue={value === undefined ? "" : toLocalInput(value)}
      />
    </label>
  );
}

function readForm(form: FormData, { text, status, type, range }: TraceFilters): TraceFilters {
  const next: TraceFilters = {};
  for (const { key } of fields) {
    const value = `${form.get(key) ?? ""}`.trim();
    if (value) next[key] = value;
  }
  const from = Date.parse(`${form.get("from")}`);
  const to = Date.parse(`${form.get("to")}`);
  if (text) next.text = text;
  if (status) next.status = status;
  if (type) next.type = type;
  if (!Number.isNaN(from)) next.from = from;
  if (!Number.isNaN(to)) next.to = to;
  if (range && next.from === undefined && next.to === undefined) next.range = range;
  return next;
}

function toLocalInput(epochMilliseconds: number): string {
  const offset = new Date(epochMilliseconds).getTimezoneOffset() * 60_000;
  return new Date(epochMilliseconds - offset).toISOString().slice(0, 16);
}
