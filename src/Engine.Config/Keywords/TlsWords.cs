using System;
using System.Collections.Generic;
using System.Globalization;

namespace Engine.Config.Keywords;

/// <summary>Words inside TLS options.</summary>
internal static class TlsWords
{
    /// <summary>The protocols this engine speaks once they are agreed on.</summary>
    private static readonly string[] Spoken = ["http/1.1", "http/1.0"];

    /// <summary>X509_V_ERR_* names without the prefix, by number; the common ones.</summary>
    private static readonly (string Name, int Code)[] VerifyErrors =
    [
        ("UNSPECIFIED", 1), ("UNABLE_TO_GET_ISSUER_CERT", 2), ("UNABLE_TO_GET_CRL", 3), ("CERT_SIGNATURE_FAILURE", 7), ("CRL_SIGNATURE_FAILURE", 8),
        ("CERT_NOT_YET_VALID", 9), ("CERT_HAS_EXPIRED", 10), ("CRL_NOT_YET_VALID", 11), ("CRL_HAS_EXPIRED", 12),
        ("DEPTH_ZERO_SELF_SIGNED_CERT", 18), ("SELF_SIGNED_CERT_IN_CHAIN", 19), ("UNABLE_TO_GET_ISSUER_CERT_LOCALLY", 20),
        ("UNABLE_TO_VERIFY_LEAF_SIGNATURE", 21), ("CERT_CHAIN_TOO_LONG", 22), ("CERT_REVOKED", 23), ("INVALID_CA", 24),
        ("PATH_LENGTH_EXCEEDED", 25), ("INVALID_PURPOSE", 26), ("CERT_UNTRUSTED", 27), ("CERT_REJECTED", 28),
        ("KEYUSAGE_NO_CERTSIGN", 32), ("HOSTNAME_MISMATCH", 62), ("EMAIL_MISMATCH", 63), ("IP_ADDRESS_MISMATCH", 64),
        ("EE_KEY_TOO_SMALL", 66), ("CA_KEY_TOO_SMALL", 67), ("CA_MD_TOO_WEAK", 68),
    ];

    public static bool TryReadVerifyError(string word, out int code)
    {
        const int CodeMax = 127;
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out code))
        {
            return code is > 0 and <= CodeMax;
        }

        const string Prefix = "X509_V_ERR_";
        string name = word.StartsWith(Prefix, StringComparison.Ordinal) ? word[Prefix.Length..] : word;
        foreach ((string known, int number) in VerifyErrors)
        {
            if (known == name)
            {
                code = number;
                return true;
            }
        }

        return false;
    }

    /// <summary>Those of the list that are spoken: what is agreed on must be kept.</summary>
    public static List<string> ReadAlpn(KeywordCall call)
    {
        const int NameBytesMax = 255;
        List<string> protocols = [];
        foreach (string part in call.Text().Split(','))
        {
            if (part.Length is 0 or > NameBytesMax)
            {
                call.Error(call.Values[0].Word, "a protocol has 1 to 255 characters", "write protocols with commas, such as http/1.1");
            }
            else if (part == "h2")
            {
                call.Warning(call.Values[0].Word, "HTTP/2 is not spoken yet: 'h2' is not offered, and clients use HTTP/1.1");
            }
            else if (Array.IndexOf(Spoken, part) < 0)
            {
                call.Warning(call.Values[0].Word, $"'{part}' is offered, but only HTTP/1.1 is understood; in mode tcp it passes as it is");
                protocols.Add(part);
            }
            else
            {
                protocols.Add(part);
            }
        }

        return protocols;
    }
}
