import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { type Answer, type DecodedPacket, decode, encode, RECURSION_DESIRED, streamEncode } from 'dns-packet';
import { onTestFinished } from 'vitest';

/**
 * The records of a test, by name and type: `{ 'example.org TXT': ['v=spf1 -all'] }`. An MX record is its
 * priority and its host. Instead of records, `SERVFAIL` makes the server fail, and `SILENCE` leaves the
 * question without an answer.
 */
export type Zone = Readonly<Record<string, readonly string[] | 'SERVFAIL' | 'SILENCE'>>;

/** A DNS server on this machine, over UDP and TCP. `zone.records` can change between questions. */
export async function startDnsServer(close: (stop: () => void) => void = onTestFinished) {
  const zone: { records: Zone } = { records: {} };
  const tcp = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (bytes) => {
      const reply = answer(zone.records, decode(Buffer.from(bytes).subarray(2)));
      if (reply) socket.end(streamEncode(reply));
    });
  });
  const udp = await listenToBoth(tcp);
  udp.on('message', (bytes, client) => {
    const reply = answer(zone.records, decode(bytes));
    if (reply === undefined) return;
    const whole = encode(reply);
    // A long answer is cut off, so that the client asks again over TCP.
    const sent = whole.length <= 512 ? whole : encode({ ...reply, flags: 0x200, answers: [] });
    udp.send(sent, client.port, client.address);
  });
  close(() => {
    udp.close();
    tcp.close();
  });
  return { zone, address: `127.0.0.1:${(tcp.address() as AddressInfo).port}` };
}

/** Binds UDP to the port on which the server listens. Another test may have that port, and then another one is tried. */
async function listenToBoth(tcp: Server): Promise<Socket> {
  for (;;) {
    await once(tcp.listen(0, '127.0.0.1'), 'listening');
    const udp = createSocket('udp4');
    udp.bind((tcp.address() as AddressInfo).port, '127.0.0.1');
    const isBound = await once(udp, 'listening').then(
      () => true,
      () => false,
    );
    if (isBound) return udp;
    udp.close();
    await once(tcp.close(), 'close');
  }
}

const servfail = 2;
const nxdomain = 3;

function answer(records: Zone, { id, questions = [] }: DecodedPacket) {
  const [question] = questions;
  const reply = { type: 'response' as const, id, questions };
  if (question === undefined) return undefined;
  const name = question.name.toLowerCase();
  const found = records[`${name} ${question.type}`];
  if (found === 'SILENCE') return undefined;
  if (found === 'SERVFAIL') return { ...reply, flags: RECURSION_DESIRED | servfail };
  const exists = Object.entries(records).some(([key, values]) => {
    const [known = ''] = key.split(' ');
    return values.length > 0 && (known === name || known.endsWith(`.${name}`));
  });
  const answers = (found ?? []).map((value) => recordOf(question.name, question.type, value));
  return { ...reply, flags: RECURSION_DESIRED | (exists ? 0 : nxdomain), answers };
}

function recordOf(name: string, type: string, value: string): Answer {
  if (type === 'TXT') return { name, type, data: value.match(/[\s\S]{1,255}/g) ?? [''] };
  if (type !== 'MX') return { name, type, data: value } as Answer;
  const [preference, exchange = ''] = value.split(' ');
  return { name, type, data: { preference: Number(preference), exchange: exchange === '.' ? '' : exchange } };
}
