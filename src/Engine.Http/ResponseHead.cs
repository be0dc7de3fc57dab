using System;

namespace Engine.Http;

/// <summary>A response head. See <see cref="MessageHead"/> for who owns what.</summary>
/// <param name="fieldsMax">tune.http.maxhdr, the start line counted.</param>
public sealed class ResponseHead(int fieldsMax = 101) : MessageHead(fieldsMax)
{
    private ushort _reasonStart;
    private ushort _reasonLength;

    /// <summary>100 to 999.</summary>
    public int Status { get; private set; }

    /// <summary>The words behind the status; may be empty.</summary>
    public ReadOnlySpan<byte> Reason => Bytes.Slice(_reasonStart, _reasonLength);

    /// <summary>RFC 9112 section 5.2 lets a gateway replace a fold by spaces in what a server sends.</summary>
    internal override bool TakesFolds => true;

    public override void Reset()
    {
        base.Reset();
        Status = 0;
        _reasonStart = 0;
        _reasonLength = 0;
    }

    /// <summary>Another status and reason. False when the status is out of range or the storage is full.</summary>
    public bool TrySetStatus(int status, ReadOnlySpan<byte> reason)
    {
        if (status is < 100 or > 999 || reason.IndexOfAny((byte)'\r', (byte)'\n', (byte)0) >= 0)
        {
            return false;
        }

        int at = Append(reason);
        if (at < 0)
        {
            return false;
        }

        TouchStartLine();
        SetStatus(status, at, reason.Length);
        return true;
    }

    internal void SetStatus(int status, int reasonStart, int reasonLength)
    {
        Status = status;
        _reasonStart = (ushort)reasonStart;
        _reasonLength = (ushort)reasonLength;
    }

    private protected override HttpFault ObserveOwn(int index, ReadOnlySpan<byte> bytes, bool acceptUnsafe) => HttpFault.None;

    internal override HttpFault Finish(ReadOnlySpan<byte> bytes, bool acceptUnsafe) =>
        HasOtherCoding ? FramingFields.FinishCoding(this) : HttpFault.None;
}
