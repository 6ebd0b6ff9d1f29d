// Buttons and links that look like buttons. Plain React Aria underneath: press works by mouse, touch and key alike.
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { Link, type LinkProps } from 'react-router';
import { Icon, type IconName } from './icon';

export type ButtonVariant = 'plain' | 'primary' | 'ghost' | 'danger';

interface Look {
  variant?: ButtonVariant;
  small?: boolean;
  icon?: IconName;
  /** Without text only the icon shows; give an aria-label then. */
  children?: ReactNode;
  className?: string;
}

function classes({ variant = 'plain', small, icon, children, className }: Look): string {
  const names = ['button'];
  if (variant !== 'plain') names.push(variant);
  if (small) names.push('small');
  if (icon && children === undefined) names.push('icon-only');
  if (className) names.push(className);
  return names.join(' ');
}

export type ButtonProps = Omit<AriaButtonProps, 'className' | 'children'> & Look;

export function Button({ variant, small, icon, children, className, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={classes({ variant, small, icon, children, className })}>
      {icon && <Icon name={icon} size={small ? 14 : 16} />}
      {children}
    </AriaButton>
  );
}

export function ButtonLink({ variant, small, icon, children, className, ...rest }: Omit<LinkProps, 'className' | 'children'> & Look) {
  return (
    <Link {...rest} className={classes({ variant, small, icon, children, className })}>
      {icon && <Icon name={icon} size={small ? 14 : 16} />}
      {children}
    </Link>
  );
}
