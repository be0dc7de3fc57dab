using System;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary><c>option ldap-check</c>: an anonymous bind of LDAPv3 succeeds (CFG 4.2; RFC 4511 section 4.2).</summary>
internal static class LdapCheck
{
    /// <summary>LDAPMessage 1, BindRequest: version 3, no name, simple authentication without a password.</summary>
    private static readonly byte[] Bind = [0x30, 0x0C, 0x02, 0x01, 0x01, 0x60, 0x07, 0x02, 0x01, 0x03, 0x04, 0x00, 0x80, 0x00];

    internal static CheckScript Create(CheckArguments arguments)
    {
        _ = arguments;
        return new FixedScript().Send(Bind).Expect(new Reply()).Finish();
    }

    private sealed class Reply : ExpectStep
    {
        private const byte Sequence = 0x30;
        private const byte Integer = 0x02;
        private const byte Enumerated = 0x0A;
        private const byte BindResponse = 0x61;

        public override ExpectVerdict Judge(CheckRun run, bool isLast)
        {
            ReadOnlySpan<byte> rest = run.Received;
            if (!TryHead(ref rest, Sequence, out _, out bool isShort) || !TryHead(ref rest, Integer, out int idLength, out isShort) || !TrySkip(ref rest, idLength, out isShort))
            {
                return isShort && !isLast ? ExpectVerdict.Wait : ExpectVerdict.End(CheckStatus.Layer7Invalid, "Not LDAPv3 protocol");
            }

            if (!TryHead(ref rest, BindResponse, out _, out isShort) || !TryHead(ref rest, Enumerated, out int length, out isShort) || length != 1 || rest.IsEmpty)
            {
                return (isShort || rest.IsEmpty) && !isLast ? ExpectVerdict.Wait : ExpectVerdict.End(CheckStatus.Layer7Invalid, "Not LDAPv3 protocol");
            }

            run.Code = rest[0];
            if (run.Code != 0)
            {
                return ExpectVerdict.End(CheckStatus.Layer7WrongStatus, "See RFC: http://tools.ietf.org/html/rfc4511#section-4.1.9", run.Code);
            }

            run.Success = "Success";
            return ExpectVerdict.Good;
        }

        /// <summary>Tag and length of one element (X.690 section 8.1).</summary>
        private static bool TryHead(ref ReadOnlySpan<byte> rest, byte tag, out int length, out bool isShort)
        {
            length = 0;
            isShort = rest.Length < 2;
            if (isShort || rest[0] != tag)
            {
                return false;
            }

            int bytes = (rest[1] & 0x80) == 0 ? 0 : rest[1] & 0x7F;
            isShort = rest.Length < 2 + bytes;
            if (isShort || bytes > 3)
            {
                return false;
            }

            length = bytes == 0 ? rest[1] : 0;
            for (int i = 0; i < bytes; i++)
            {
                length = (length << 8) | rest[2 + i];
            }

            rest = rest[(2 + bytes)..];
            return true;
        }

        private static bool TrySkip(ref ReadOnlySpan<byte> rest, int length, out bool isShort)
        {
            isShort = rest.Length < length;
            rest = isShort ? rest : rest[length..];
            return !isShort;
        }
    }
}
