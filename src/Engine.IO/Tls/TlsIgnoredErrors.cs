using System;
using System.Collections.Generic;

namespace Engine.IO.Tls;

/// <summary>Verification errors (X509_V_ERR_*) that do not end a handshake.</summary>
public sealed class TlsIgnoredErrors
{
    /// <summary>Above the last number OpenSSL 3 knows (X509_V_ERR_* ends below 128).</summary>
    public const int CodeMax = 127;

    public static readonly TlsIgnoredErrors None = new([]);

    public static readonly TlsIgnoredErrors All = new(null);

    private readonly bool _all;
    private readonly UInt128 _codes;

    private TlsIgnoredErrors(IEnumerable<int>? codes)
    {
        _all = codes is null;
        foreach (int code in codes ?? [])
        {
            _codes |= UInt128.One << code;
        }
    }

    /// <param name="codes">Each 0 to <see cref="CodeMax"/>.</param>
    public static TlsIgnoredErrors Of(IEnumerable<int> codes) => new(codes);

    internal bool Has(int code) => _all || (code is >= 0 and <= CodeMax && (_codes & (UInt128.One << code)) != 0);
}
