using System;
using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Engine.Http;

/// <summary>
/// A request or response head as offsets into bytes that somebody else owns. One object serves many messages: <see cref="Reset"/> between them.
/// While it is being parsed the offsets refer to the parser's buffer; after <see cref="Attach"/> to the attached storage, and only
/// then can bytes be read from it or fields be edited. Belongs to one loop. Allocates in its constructor only.
/// </summary>
public abstract class MessageHead
{
    /// <summary>Offsets are 16 bits wide: no head, edits included, goes beyond.</summary>
    public const int BytesMax = ushort.MaxValue;

    /// <summary>Lines the proxy can add to a head that came with as many as it may.</summary>
    private const int AddedFieldsMax = 32;

    private readonly HeadField[] _fields;

    /// <summary>What the offsets refer to: <see cref="_room"/> bytes of an array, from <see cref="_offset"/> on.</summary>
    private byte[] _array = [];
    private int _offset;
    private int _room;
    private NamesPresent _names;
    private bool _folded;
    private bool _isTouched;
    private ushort _startLine;
    private ushort _startLineEnd;

    /// <param name="fieldsMax">tune.http.maxhdr, the start line counted.</param>
    protected MessageHead(int fieldsMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fieldsMax, 1);
        _fields = new HeadField[fieldsMax - 1 + AddedFieldsMax];
        ParsedFieldsMax = fieldsMax - 1;
    }

    public HttpVersion Version { get; internal set; }

    /// <summary>What the Connection fields say, those the proxy added counted.</summary>
    public ConnectionTokens Connection { get; private set; }

    /// <summary>The one value of all Content-Length fields as received, or -1. Framing is decided by <see cref="Framing"/>, not by this alone.</summary>
    public long ContentLength { get; internal set; } = -1;

    /// <summary>What the Transfer-Encoding fields as received come to.</summary>
    public TransferCoding Coding { get; internal set; }

    /// <summary>True when the sender is ready for another message on its connection (RFC 9112 section 9.3), framing aside.</summary>
    public bool WantsKeepAlive =>
        (Connection & ConnectionTokens.Close) == 0 && (Version >= HttpVersion.Http11 || (Connection & ConnectionTokens.KeepAlive) != 0);

    /// <summary>All field lines in order, removed ones included: look at <see cref="HeadField.IsRemoved"/>.</summary>
    public ReadOnlySpan<HeadField> Fields => _fields.AsSpan(0, FieldCount);

    /// <summary>What the offsets point into. Empty before <see cref="Attach"/>.</summary>
    public Span<byte> Bytes => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _offset), _room);

    /// <summary>Bytes of the storage in use: the head and its edits.</summary>
    public int BytesUsed { get; private set; }

    /// <summary>
    /// True exactly when the field lines lie one behind the other as they were received, each in its plain form, and behind the head
    /// those that were added, likewise: they can be copied as two pieces.
    /// </summary>
    internal bool IsPlain => !_isTouched;

    /// <summary>How many lines at the end of <see cref="Fields"/> were added.</summary>
    internal int AddedFields { get; private set; }

    /// <summary>The start line with its line end, when it was received exactly as it would be written and nobody edited it; else empty. The fields follow.</summary>
    internal ReadOnlySpan<byte> PlainStartLine => _startLineEnd == 0 ? default : Bytes[_startLine.._startLineEnd];

    /// <summary>The names in the head, a bit each; bit 0 stands for any unknown one. A name stays when its line is removed.</summary>
    internal ulong Present => _names.All;

    /// <summary>The same, and where their lines are.</summary>
    internal ref readonly NamesPresent Names => ref _names;

    internal int ParsedFieldsMax { get; }

    /// <summary>True when folded lines are part of what this kind of message may hold (RFC 9112 section 5.2).</summary>
    internal abstract bool TakesFolds { get; }

    internal int FieldCount { get; set; }

    /// <summary>Start of the line to be parsed next.</summary>
    internal int Position { get; set; }

    /// <summary>Up to here the line at <see cref="Position"/> was looked at, and could still become one that is valid.</summary>
    internal int Scanned { get; set; }

    /// <summary>Of the bytes behind <see cref="Scanned"/>, those that need another look at the line: see <see cref="HeadStops"/>. Null: any.</summary>
    internal SearchValues<byte>? Stops { get; set; }

    /// <summary>True exactly when the start line has been parsed.</summary>
    internal bool HasStartLine { get; set; }

    /// <summary>Why the parser gave up, when it did.</summary>
    internal HttpFault Fault { get; set; }

    /// <summary>True exactly when a coding other than chunked was named.</summary>
    internal bool HasOtherCoding { get; set; }

    internal Span<HeadField> FieldsToEdit => _fields.AsSpan(0, FieldCount);

    internal HeadField[] FieldStore => _fields;

    /// <summary>Ready for the next message; nothing of the storage is looked at any more.</summary>
    public virtual void Reset()
    {
        _room = 0;
        BytesUsed = 0;
        _names.Clear();
        _folded = false;
        _isTouched = false;
        _startLineEnd = 0;
        Version = default;
        Connection = ConnectionTokens.None;
        ContentLength = -1;
        Coding = TransferCoding.None;
        FieldCount = 0;
        AddedFields = 0;
        Position = 0;
        Scanned = 0;
        HasStartLine = false;
        Fault = HttpFault.None;
        HasOtherCoding = false;
    }

    /// <summary>
    /// Hands over the bytes that the offsets refer to from now on. Call once, after the verdict Done.
    /// </summary>
    /// <param name="storage">The head is at its front; what is behind serves for edits (tune.maxrewrite). Owned by the caller, until Reset.</param>
    /// <param name="length">Bytes of the head: <see cref="Verdict.Consumed"/>.</param>
    public void Attach(ArraySegment<byte> storage, int length)
    {
        Debug.Assert(length <= storage.Count && length >= Position, "the whole head has to be attached");
        _array = storage.Array!;
        _offset = storage.Offset;
        _room = Math.Min(storage.Count, BytesMax);
        BytesUsed = length;
        if (_folded)
        {
            UnfoldSlow();
        }
    }

    /// <summary>The same where the head stands among other bytes: it cannot be edited there. Call <see cref="Attach"/> with a storage of its own first.</summary>
    /// <param name="place">Its first byte is the head's.</param>
    /// <param name="length">As above.</param>
    public void AttachInPlace(ArraySegment<byte> place, int length)
    {
        Attach(place, length);
        _room = length;
    }

    public ReadOnlySpan<byte> NameOf(scoped in HeadField field) => Bytes.Slice(field.NameStart, field.NameLength);

    /// <summary>The value without the blanks around it.</summary>
    public ReadOnlySpan<byte> ValueOf(scoped in HeadField field) => Bytes.Slice(field.ValueStart, field.ValueLength);

    /// <summary>False when no line of that name came or was added. True also when all of them were removed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool MayHave(FieldName name) => _names.Has(name);

    /// <summary>Index of the first field of that name at or behind <paramref name="from"/>, or -1. Costs nothing when there is none.</summary>
    public int IndexOf(FieldName name, int from = 0)
    {
        if (!MayHave(name))
        {
            return -1;
        }

        if (!_names.IsRepeated(name))
        {
            int only = _names.LastOf(name);
            return only >= from && !_fields[only].IsRemoved ? only : -1;
        }

        return FirstOf(name, from);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FirstOf(FieldName name, int from)
    {
        ReadOnlySpan<HeadField> fields = Fields;
        for (int i = from; i < fields.Length; i++)
        {
            if (fields[i].Name == name && !fields[i].IsRemoved)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The same for any name, in any case.</summary>
    public int IndexOf(ReadOnlySpan<byte> name, int from = 0) => IndexOf(FieldNames.Recognise(name), name, from);

    /// <summary>The same for who asks often.</summary>
    /// <param name="known"><see cref="FieldNames.Recognise(ReadOnlySpan{byte})"/> of the name.</param>
    /// <param name="name">In any case.</param>
    /// <param name="from">Index to begin at.</param>
    public int IndexOf(FieldName known, ReadOnlySpan<byte> name, int from)
    {
        if (known != FieldName.Other)
        {
            return IndexOf(known, from);
        }

        if (!MayHave(FieldName.Other))
        {
            return -1;
        }

        ReadOnlySpan<HeadField> fields = Fields;
        for (int i = from; i < fields.Length; i++)
        {
            if (fields[i].NameLength == name.Length && IsNamed(fields[i], name))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Index of the last field of that name, or -1. Costs nothing when there is none.</summary>
    /// <param name="known"><see cref="FieldNames.Recognise(ReadOnlySpan{byte})"/> of the name.</param>
    /// <param name="name">In any case.</param>
    public int LastIndexOf(FieldName known, ReadOnlySpan<byte> name)
    {
        if (!MayHave(known))
        {
            return -1;
        }

        int last = _names.LastOf(known);
        return known != FieldName.Other && !_fields[last].IsRemoved ? last : FindLast(known, name, last);
    }

    /// <param name="known">See above.</param>
    /// <param name="name">See above.</param>
    /// <param name="last">The last one that it may be.</param>
    private int FindLast(FieldName known, ReadOnlySpan<byte> name, int last)
    {
        for (int i = last; i >= 0; i--)
        {
            ref HeadField field = ref _fields[i];
            if (field.Name == known
                && (known != FieldName.Other ? !field.IsRemoved : field.NameLength == name.Length && IsNamed(field, name)))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Of a name as long as the field's.</summary>
    private bool IsNamed(in HeadField field, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> received = NameOf(field);
        return !field.IsRemoved && (received.SequenceEqual(name) || Ascii.EqualsIgnoreCase(received, name));
    }

    /// <summary>Adds a line at the end. False when the storage or the table of fields is full; the head is then as before.</summary>
    public bool TryAdd(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => TryAdd(FieldNames.Recognise(name), name, value);

    /// <summary>The same for who adds often.</summary>
    /// <param name="known"><see cref="FieldNames.Recognise(ReadOnlySpan{byte})"/> of the name.</param>
    /// <param name="name">As it is to be sent.</param>
    /// <param name="value">Line ends in it become spaces.</param>
    public bool TryAdd(FieldName known, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (FieldCount == _fields.Length || !TryAppendLine(name, value, out HeadField field))
        {
            return false;
        }

        field.Name = known;
        NotePresent(known, FieldCount);
        _isTouched |= AddedFields > 0 && _fields[FieldCount - 1].LineEnd != field.NameStart;
        AddedFields++;
        _fields[FieldCount++] = field;
        if (field.Name == FieldName.Connection)
        {
            Connection |= ConnectionFields.Parse(value);
        }

        return true;
    }

    /// <summary><c>option http-use-proxy-header</c>: whether the connection lives on is said by Proxy-Connection, where that is there.</summary>
    public void TakeProxyConnection()
    {
        const ConnectionTokens Lives = ConnectionTokens.Close | ConnectionTokens.KeepAlive;
        for (int i = IndexOf(FieldName.ProxyConnection); i >= 0; i = IndexOf(FieldName.ProxyConnection, i + 1))
        {
            Connection = (Connection & ~Lives) | (ConnectionFields.Parse(ValueOf(Fields[i])) & Lives);
        }
    }

    /// <summary>
    /// Rules do not see whether a peer wants to keep its connection, as in HAProxy: "close" and "keep-alive" go out of the received
    /// Connection fields, and fields of nothing else go too. <see cref="Connection"/> stays. Call before looking at these fields.
    /// </summary>
    public void HidePersistence()
    {
        if (MayHave(FieldName.Connection))
        {
            HidePersistenceSlow();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void HidePersistenceSlow()
    {
        for (int i = IndexOf(FieldName.Connection); i >= 0; i = IndexOf(FieldName.Connection, i + 1))
        {
            ref HeadField field = ref FieldsToEdit[i];
            if ((field.Flags & FieldFlags.Edited) != 0)
            {
                continue;
            }

            int left = ConnectionFields.RemovePersistence(Bytes.Slice(field.ValueStart, field.ValueLength));
            if (left != field.ValueLength || left == 0)
            {
                field.ValueLength = (ushort)left;
                field.Flags |= FieldFlags.Odd | FieldFlags.Edited | (left == 0 ? FieldFlags.Removed : FieldFlags.None);
                Touch();
            }
        }
    }

    public void Remove(int index)
    {
        Touch();
        FieldsToEdit[index].Flags |= FieldFlags.Removed;
    }

    /// <summary>Gives a field another value, in the same place among its fellows. False when the storage is full.</summary>
    public bool TrySetValue(int index, ReadOnlySpan<byte> value)
    {
        ref HeadField old = ref FieldsToEdit[index];
        if (!TryAppendLine(NameOf(old), value, out HeadField field))
        {
            return false;
        }

        field.Name = old.Name;
        old = field;
        Touch();
        if (field.Name == FieldName.Connection)
        {
            Connection = ConnectionFields.Parse(value);
        }

        return true;
    }

    /// <summary>Copies bytes behind everything else; -1 when they do not fit.</summary>
    private protected int Append(ReadOnlySpan<byte> bytes)
    {
        int at = BytesUsed;
        if (bytes.Length > _room - at)
        {
            return -1;
        }

        bytes.CopyTo(Bytes[at..]);
        BytesUsed = at + bytes.Length;
        return at;
    }

    /// <summary>Takes note of a line whose name matters for how the message is read. Its field is the last in the table.</summary>
    internal HttpFault Observe(int index, ReadOnlySpan<byte> bytes, bool acceptUnsafe)
    {
        ref HeadField field = ref _fields[index];
        ReadOnlySpan<byte> value = bytes.Slice(field.ValueStart, field.ValueLength);
        switch (field.Name)
        {
            case FieldName.Connection:
                Connection |= ConnectionFields.Parse(value);
                return HttpFault.None;
            case FieldName.ContentLength:
                return FramingFields.ObserveLength(this, ref field, value);
            case FieldName.TransferEncoding:
                return FramingFields.ObserveCoding(this, value);
            default:
                return ObserveOwn(index, bytes, acceptUnsafe);
        }
    }

    /// <summary>The same for names that matter to one kind of message only.</summary>
    private protected abstract HttpFault ObserveOwn(int index, ReadOnlySpan<byte> bytes, bool acceptUnsafe);

    /// <summary>The rules that can be judged only when all lines are known.</summary>
    internal abstract HttpFault Finish(ReadOnlySpan<byte> bytes, bool acceptUnsafe);

    /// <summary>The line at <paramref name="index"/>, the last one there is, has this name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void NotePresent(FieldName name, int index) => _names.Add(name, index);

    /// <summary>The start line is in the form in which it would be written, for HTTP/1.1.</summary>
    internal void SetPlainStartLine(int start, int end) => (_startLine, _startLineEnd) = ((ushort)start, (ushort)end);

    /// <summary>The start line was edited.</summary>
    private protected void TouchStartLine() => _startLineEnd = 0;

    internal void NoteFold() => _folded = _isTouched = true;

    /// <summary>A line was removed, edited, or does not have the plain form.</summary>
    internal void Touch() => _isTouched = true;

    /// <summary>Marks every field of that name as removed.</summary>
    internal void RemoveAll(FieldName name)
    {
        for (int i = IndexOf(name); i >= 0; i = IndexOf(name, i + 1))
        {
            Remove(i);
        }
    }

    private bool TryAppendLine(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, out HeadField field)
    {
        field = default;
        int at = BytesUsed;
        int length = name.Length + value.Length + 4;
        if (length > _room - at)
        {
            return false;
        }

        Span<byte> line = Bytes.Slice(at, length);
        ref byte start = ref MemoryMarshal.GetReference(line);
        ref byte copy = ref Unsafe.Add(ref start, name.Length + 2);
        ShortCopy.Copy(ref MemoryMarshal.GetReference(name), ref start, (uint)name.Length);
        Unsafe.WriteUnaligned(ref Unsafe.Subtract(ref copy, 2), FieldLines.ColonSpace);
        ShortCopy.Copy(ref MemoryMarshal.GetReference(value), ref copy, (uint)value.Length);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref copy, value.Length), StartLines.CrLf);

        // RFC 9110 section 5.5: whatever the caller took for a value, it does not end its line.
        if (ControlBytes.MayBeIn(value))
        {
            line.Slice(name.Length + 2, value.Length).ReplaceAny(LineBreakers, (byte)' ');
        }

        BytesUsed = at + length;
        field.NameStart = (ushort)at;
        field.NameLength = (ushort)name.Length;
        field.ValueStart = (ushort)(at + name.Length + 2);
        field.ValueLength = (ushort)value.Length;
        field.Flags = FieldFlags.Edited;
        return true;
    }

    /// <summary>RFC 9112 section 5.2: a fold becomes spaces before anybody reads the value.</summary>
    private void UnfoldSlow()
    {
        foreach (ref readonly HeadField field in Fields)
        {
            if ((field.Flags & FieldFlags.Folded) != 0)
            {
                Bytes.Slice(field.ValueStart, field.ValueLength).ReplaceAny(LineEnds, (byte)' ');
            }
        }
    }

    private static readonly System.Buffers.SearchValues<byte> LineBreakers = System.Buffers.SearchValues.Create("\r\n\0"u8);

    private static readonly System.Buffers.SearchValues<byte> LineEnds = System.Buffers.SearchValues.Create("\r\n"u8);
}
