import { createServer } from 'node:net';

/**
 * An SMTP server that accepts every message and keeps none. It runs in a separate process, so that it does
 * not share a thread with the contender. It sends its port to its parent process, and answers every message
 * from it with the number of accepted messages, the bytes that it received, and the processor time that it
 * used in ms.
 */
const endOfData = Buffer.from('\r\n.\r\n');
let accepted = 0;
let bytes = 0;

const server = createServer((socket) => {
  socket.setNoDelay(true);
  // A client that disconnects has ended its round, so the error means nothing.
  socket.on('error', () => socket.destroy());
  const session = createSession((answer) => socket.write(answer));
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    session(chunk);
  });
  socket.write('220 sink ESMTP\r\n');
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port });
});
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ accepted, bytes, cpu: (user + system) / 1000 });
});
process.on('disconnect', () => process.exit());

/**
 * Reads commands line by line, and message data in chunks. Commands that arrive together are answered
 * together (RFC 2920).
 */
function createSession(answer: (text: string) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let inData = false;

  return (chunk) => {
    let input = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let answers = '';
    for (;;) {
      const end = inData ? input.indexOf(endOfData) : input.indexOf('\r\n');
      if (end < 0) break;
      if (inData) {
        accepted += 1;
        answers += '250 2.0.0 taken\r\n';
        inData = false;
        input = input.subarray(end + endOfData.length);
      } else {
        const verb = input.toString('latin1', 0, Math.min(end, 4)).toUpperCase();
        input = input.subarray(end + 2);
        answers += answerTo(verb);
        inData = verb === 'DATA';
      }
    }
    // Keeps only those last bytes of the data that may be the start of its end.
    rest = inData ? Buffer.from(input.subarray(-(endOfData.length - 1))) : Buffer.from(input);
    if (answers) answer(answers);
  };
}

function answerTo(verb: string): string {
  if (verb === 'EHLO')
    return '250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250 SMTPUTF8\r\n';
  if (verb === 'DATA') return '354 go on\r\n';
  if (verb === 'QUIT') return '221 2.0.0 bye\r\n';
  return '250 2.0.0 ok\r\n';
}
