import type { ComponentProps } from "react";
import styles from "./button.module.css";

export interface ButtonProps extends ComponentProps<"button"> {
  /** How much the button stands out. @default "outline" */
  look?: "outline" | "ghost" | "solid";
  /** A square around one icon. @default false */
  square?: boolean;
}

/** A button in the page's size. */
export function Button({ look = "outline", square = false, className, ...props }: ButtonProps) {
  return (
    <button
      type="button"
      data-look={look}
      data-square={square || undefined}
      className={className ? `${styles.button} ${className}` : styles.button}
      {...props}
    />
  );
}
