using System;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary><c>option ssl-hello-chk</c>: a hello of SSLv3 is answered by a record of TLS, whatever it says (CFG 4.2; RFC 6101).</summary>
internal static class SslHelloCheck
{
    private const int RandomBytes = 28;

    /// <summary>Suites of SSLv3 and TLS that old and new servers know: an answer, even a refusal, is what is wanted.</summary>
    private static ReadOnlySpan<byte> Suites =>
    [
        0x00, 0x39, 0x00, 0x38, 0x00, 0x37, 0x00, 0x36, 0x00, 0x35, 0x00, 0x33, 0x00, 0x32, 0x00, 0x31, 0x00, 0x30, 0x00, 0x2F,
        0x00, 0x16, 0x00, 0x15, 0x00, 0x13, 0x00, 0x12, 0x00, 0x0A, 0x00, 0x09, 0x00, 0x07, 0x00, 0x05, 0x00, 0x04, 0x00, 0xFF,
    ];

    internal static CheckScript Create(CheckArguments arguments)
    {
        _ = arguments;
        return new FixedScript().Send(new Send()).Expect(new Hello { Options = new ExpectOptions { OkStatus = CheckStatus.Layer6Passed, TimeoutStatus = CheckStatus.Layer6Timeout } }).Finish();
    }

    private sealed class Send : SendStep
    {
        public override int Write(CheckRun run, Span<byte> room)
        {
            ReadOnlySpan<byte> suites = Suites;
            int body = 2 + 4 + RandomBytes + 1 + 2 + suites.Length + 2;
            int at = 0;
            Put(room, ref at, [0x16, 0x03, 0x00, 0x00, (byte)(body + 4), 0x01, 0x00, 0x00, (byte)body, 0x03, 0x00]);
            int seconds = (int)(run.Place.Loop.Clock.UtcNow - DateTime.UnixEpoch).TotalSeconds;
            Put(room, ref at, [(byte)(seconds >> 24), (byte)(seconds >> 16), (byte)(seconds >> 8), (byte)seconds]);
            run.Place.Random.NextBytes(room.Slice(at, RandomBytes));
            at += RandomBytes;
            Put(room, ref at, [0x00, 0x00, (byte)suites.Length]);
            Put(room, ref at, suites);
            Put(room, ref at, [0x01, 0x00]);
            return at;
        }

        private static void Put(Span<byte> room, ref int at, ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(room[at..]);
            at += bytes.Length;
        }
    }

    /// <summary>The first byte of a handshake or of an alert.</summary>
    private sealed class Hello : ExpectStep
    {
        private const int RecordHeadBytes = 5;

        public override ExpectVerdict Judge(CheckRun run, bool isLast)
        {
            ReadOnlySpan<byte> received = run.Received;
            if (received.Length < RecordHeadBytes && !isLast)
            {
                return ExpectVerdict.Wait;
            }

            return received.Length > 0 && received[0] is 0x15 or 0x16 ? ExpectVerdict.Good : ExpectVerdict.End(CheckStatus.Layer6Invalid, null);
        }
    }
}
