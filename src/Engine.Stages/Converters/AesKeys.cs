using System;
using Engine.IO.Loop;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>
/// A cipher under a key: one that the configuration holds is set up once for each loop, one that a variable holds for each use, which
/// allocates. The library offers no way to use a key without an object.
/// </summary>
internal sealed class AesKeys<TCipher>
    where TCipher : class, IDisposable
{
    /// <summary>Loops beyond it would share objects, which are not made for two users at a time: they get their own each time.</summary>
    private const int CopiesMax = 64;

    private readonly BytesOperand _key;
    private readonly int _keyBytes;
    private readonly Func<byte[], TCipher> _create;
    private readonly TCipher?[] _copies = new TCipher?[CopiesMax];

    internal AesKeys(BytesOperand key, int bits, Func<byte[], TCipher> create)
    {
        _key = key;
        _keyBytes = bits / 8;
        _create = create;
    }

    /// <summary>Null when the variable holds no key of that length. Give it back by <see cref="Return"/>.</summary>
    internal TCipher? Rent(in SampleContext context)
    {
        int loop = EventLoop.Current?.Index ?? 0;
        if (_key.IsConstant && loop < CopiesMax)
        {
            return _copies[loop] ??= _create(_key.Constant);
        }

        return _key.TryGet(context, out ReadOnlySpan<byte> key) && key.Length == _keyBytes ? _create(key.ToArray()) : null;
    }

    internal void Return(TCipher cipher)
    {
        if (!ReferenceEquals(cipher, _copies[(EventLoop.Current?.Index ?? 0) % CopiesMax]))
        {
            cipher.Dispose();
        }
    }
}
