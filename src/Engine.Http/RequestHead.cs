using System;
using System.Text;

namespace Engine.Http;

/// <summary>A request head. See <see cref="MessageHead"/> for who owns what.</summary>
/// <param name="fieldsMax">tune.http.maxhdr, the start line counted.</param>
public sealed class RequestHead(int fieldsMax = 101) : MessageHead(fieldsMax)
{
    /// <summary>Longer ones are judged every time.</summary>
    private const int KnownHostBytesMax = 64;

    /// <summary>The host that was judged last. Most requests that this head serves for name the same, and need not be judged again.</summary>
    private readonly byte[] _knownHost = new byte[KnownHostBytesMax];
    private int _knownHostLength;

    private ushort _methodStart;
    private ushort _methodLength;
    private ushort _targetStart;
    private ushort _targetLength;
    private RequestTarget _target;
    private bool _hasWebSocketKey;
    private UpgradeProtocol _upgrade;
    private bool _expectsContinue;

    public HttpMethod Method { get; private set; }

    public TargetForm TargetForm => _target.Form;

    public ReadOnlySpan<byte> MethodBytes => Bytes.Slice(_methodStart, _methodLength);

    /// <summary>The target as received or as last set.</summary>
    public ReadOnlySpan<byte> Target => Bytes.Slice(_targetStart, _targetLength);

    /// <summary>Where method and target stand in <see cref="MessageHead.Bytes"/>; before any edit, where they were received.</summary>
    public (int MethodStart, int MethodEnd, int TargetStart, int TargetEnd) StartLinePlaces =>
        (_methodStart, _methodStart + _methodLength, _targetStart, _targetStart + _targetLength);

    /// <summary>Scheme of an absolute target; else empty.</summary>
    public ReadOnlySpan<byte> Scheme => Target[.._target.SchemeLength];

    /// <summary>host[:port] of the target where it has one, else the value of Host, else empty.</summary>
    public ReadOnlySpan<byte> Authority => _target.AuthorityLength > 0
        ? Target.Slice(_target.AuthorityStart, _target.AuthorityLength)
        : Host;

    /// <summary>The value of Host, or empty.</summary>
    public ReadOnlySpan<byte> Host
    {
        get
        {
            int index = IndexOf(FieldName.Host);
            return index < 0 ? default : ValueOf(Fields[index]);
        }
    }

    /// <summary>
    /// Path and query as received. "/" for an absolute target without path; "*" for the asterisk; empty for CONNECT.
    /// Starts with "?" for the odd absolute target that has a query but no path.
    /// </summary>
    public ReadOnlySpan<byte> PathAndQuery =>
        _target.Form == TargetForm.Absolute && _target.PathStart == _targetLength ? "/"u8 : Target[_target.PathStart..];

    /// <summary>True when the client waits for 100 before it sends the body (RFC 9110 section 10.1.1; not in HTTP/1.0).</summary>
    public bool ExpectsContinue => _expectsContinue && Version >= HttpVersion.Http11;

    /// <summary>What the client asks to upgrade to: Upgrade counts only where Connection names it, and not in HTTP/1.0.</summary>
    public UpgradeProtocol Upgrade =>
        (Connection & ConnectionTokens.Upgrade) != 0 && Version >= HttpVersion.Http11 && IndexOf(FieldName.Upgrade) >= 0 ? _upgrade : UpgradeProtocol.None;

    internal override bool TakesFolds => false;

    public override void Reset()
    {
        base.Reset();
        Method = HttpMethod.Other;
        _methodStart = 0;
        _methodLength = 0;
        _targetStart = 0;
        _targetLength = 0;
        _target = default;
        _hasWebSocketKey = false;
        _upgrade = UpgradeProtocol.None;
        _expectsContinue = false;
    }

    /// <summary>Another method. False when it is no token or the storage is full.</summary>
    public bool TrySetMethod(ReadOnlySpan<byte> method)
    {
        if (method.IsEmpty || !Tokens.Are(method))
        {
            return false;
        }

        int at = Append(method);
        if (at < 0)
        {
            return false;
        }

        TouchStartLine();
        SetMethod(at, method.Length, HttpMethods.Recognise(method));
        return true;
    }

    /// <summary>
    /// Another Host, and in an absolute target the same authority, so that both go on saying the same (RFC 9112 section 3.2.2).
    /// False when it is no host, when the method is CONNECT, or when the storage is full.
    /// </summary>
    public bool TrySetHost(ReadOnlySpan<byte> host)
    {
        if (!Engine.Http.Authority.TryParse(host, out _) || _target.Form == TargetForm.Authority)
        {
            return false;
        }

        if (_target.AuthorityLength > 0 && !TrySetAuthority(host))
        {
            return false;
        }

        RemoveAll(FieldName.Host);
        return TryAdd("Host"u8, host);
    }

    /// <summary>Another target, and where it has an authority the same Host. False as in <see cref="TrySetTarget"/>, and when the authority is no host.</summary>
    public bool TrySetUri(ReadOnlySpan<byte> target)
    {
        if (!TrySetTarget(target))
        {
            return false;
        }

        if (_target.Form != TargetForm.Absolute)
        {
            return true;
        }

        ReadOnlySpan<byte> host = Target.Slice(_target.AuthorityStart, _target.AuthorityLength);
        if (!Engine.Http.Authority.TryParse(host, out _))
        {
            return false;
        }

        RemoveAll(FieldName.Host);
        return TryAdd("Host"u8, host);
    }

    /// <summary>Another target, in any form that suits the method. False when it is none of them or the storage is full.</summary>
    public bool TrySetTarget(ReadOnlySpan<byte> target)
    {
        if (target.IsEmpty || target.ContainsAnyInRange((byte)0, (byte)' ') || target.Contains((byte)0x7F)
            || RequestTarget.Parse(target, Method, acceptUnsafe: true, out RequestTarget parts) != HttpFault.None)
        {
            return false;
        }

        int at = Append(target);
        if (at < 0)
        {
            return false;
        }

        TouchStartLine();
        SetTarget(at, target.Length, parts);
        return true;
    }

    internal void SetMethod(int start, int length, HttpMethod method)
    {
        _methodStart = (ushort)start;
        _methodLength = (ushort)length;
        Method = method;
    }

    internal void SetTarget(int start, int length, in RequestTarget parts)
    {
        _targetStart = (ushort)start;
        _targetLength = (ushort)length;
        _target = parts;
    }

    /// <summary>Scheme and path stay. The pieces are put together behind everything else.</summary>
    private bool TrySetAuthority(ReadOnlySpan<byte> authority)
    {
        int start = Append(Target[.._target.AuthorityStart]);
        int rest = _target.AuthorityStart + _target.AuthorityLength;
        if (start < 0 || Append(authority) < 0 || Append(Target[rest..]) < 0)
        {
            return false;
        }

        RequestTarget parts = _target;
        parts.AuthorityLength = (ushort)authority.Length;
        parts.PathStart = (ushort)(_target.PathStart - _target.AuthorityLength + authority.Length);
        TouchStartLine();
        SetTarget(start, BytesUsed - start, parts);
        return true;
    }

    private protected override HttpFault ObserveOwn(int index, ReadOnlySpan<byte> bytes, bool acceptUnsafe)
    {
        ref HeadField field = ref FieldStore[index];
        ReadOnlySpan<byte> value = bytes.Slice(field.ValueStart, field.ValueLength);
        switch (field.Name)
        {
            case FieldName.Host:
                return ObserveHost(index, bytes, acceptUnsafe);
            case FieldName.Expect:
                _expectsContinue |= Ascii.EqualsIgnoreCase(value, "100-continue"u8);
                break;
            case FieldName.Upgrade:
                _upgrade = UpgradeFields.Parse(value, _upgrade);
                break;
            case FieldName.SecWebSocketKey:
                _hasWebSocketKey = UpgradeFields.IsWebSocketKey(value);
                break;
        }

        return HttpFault.None;
    }

    internal override HttpFault Finish(ReadOnlySpan<byte> bytes, bool acceptUnsafe)
    {
        bool hasHost = MayHave(FieldName.Host);
        if (!hasHost && Version >= HttpVersion.Http11 && !acceptUnsafe)
        {
            return HttpFault.HostMissing;
        }

        if (hasHost && _target.AuthorityLength > 0 && !acceptUnsafe && !AuthorityIsHost(bytes, FieldStore[IndexOf(FieldName.Host)]))
        {
            return HttpFault.HostMismatch;
        }

        if (Upgrade == UpgradeProtocol.WebSocket && !_hasWebSocketKey && !acceptUnsafe)
        {
            return HttpFault.WebSocketKey;
        }

        return HasOtherCoding ? FramingFields.FinishCoding(this) : HttpFault.None;
    }

    /// <summary>RFC 9112 section 3.2: exactly one Host, with a value that is a host.</summary>
    private HttpFault ObserveHost(int index, ReadOnlySpan<byte> bytes, bool acceptUnsafe)
    {
        ref HeadField field = ref FieldStore[index];
        ReadOnlySpan<byte> value = bytes.Slice(field.ValueStart, field.ValueLength);
        int first = index == 0 ? 0 : IndexOf(FieldName.Host);
        if (first != index)
        {
            HeadField other = FieldStore[first];
            if (!acceptUnsafe || !Ascii.EqualsIgnoreCase(value, bytes.Slice(other.ValueStart, other.ValueLength)))
            {
                return HttpFault.HostRepeated;
            }

            field.Flags |= FieldFlags.Removed;
            Touch();
            return HttpFault.None;
        }

        if (IsHost(value))
        {
            return HttpFault.None;
        }

        if (value.IsEmpty)
        {
            return acceptUnsafe ? HttpFault.None : HttpFault.HostEmpty;
        }

        return acceptUnsafe && value.IndexOfAny(" ,@/"u8) < 0 ? HttpFault.None : HttpFault.HostInvalid;
    }

    private bool IsHost(ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty && value.SequenceEqual(_knownHost.AsSpan(0, _knownHostLength)))
        {
            return true;
        }

        if (!Engine.Http.Authority.TryParse(value, out _))
        {
            return false;
        }

        if (value.Length <= KnownHostBytesMax)
        {
            value.CopyTo(_knownHost);
            _knownHostLength = value.Length;
        }

        return true;
    }

    /// <summary>RFC 9112 section 3.2.2: what the target says must be what Host says.</summary>
    private bool AuthorityIsHost(ReadOnlySpan<byte> bytes, HeadField host)
    {
        ReadOnlySpan<byte> target = bytes.Slice(_targetStart, _targetLength);
        return Engine.Http.Authority.TryParse(bytes.Slice(host.ValueStart, host.ValueLength), out Authority stated)
            && Engine.Http.Authority.TryParse(target.Slice(_target.AuthorityStart, _target.AuthorityLength), out Authority asked)
            && asked.Matches(stated, target[.._target.SchemeLength]);
    }
}
