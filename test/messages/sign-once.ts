import { generateKeyPairSync } from 'node:crypto';
import { createSigningThread } from '../../pipeline/messages/signing-thread.ts';

// What a process looks like that has nothing else to do than to sign.
const { privateKey } = generateKeyPairSync('ed25519');
const signature = await createSigningThread(privateKey).sign(Buffer.from('a message'));
process.stdout.write(`${signature.length} bytes`);
