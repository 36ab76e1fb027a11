import type archive from '../../locales/en/archive.json';
import type email from '../../locales/en/email.json';

/**
 * The keys that code may ask for, as `namespace:key`. TypeScript needs one language to take them from;
 * a gate holds all languages to the same keys.
 */
export type MessageKey = `email:${BaseKey<keyof typeof email>}` | `archive:${BaseKey<keyof typeof archive>}`;

type PluralCategory = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type BaseKey<Key> = Key extends `${infer Base}_${PluralCategory}` ? Base : Key & string;
