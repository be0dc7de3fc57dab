using System;
using System.Collections.Generic;
using System.Threading;
using Engine.Config.Expressions;
using Engine.Config.Text;

namespace Engine.Proxy.Conditions;

/// <summary>
/// A list of patterns, of a file or of the line of one ACL: state that outlives rules' evaluation and is edited while all loops
/// read. Everything that names the same file shares one list, whatever its way of matching (HAProxy's pat_ref). Edits come from any
/// thread, one at a time behind a lock; readers never see it.
/// </summary>
public sealed class PatternReference
{
    private readonly Lock _gate = new();
    private readonly List<PatternSet> _sets = [];
    private readonly SortedDictionary<uint, PatternGeneration> _prepared = [];
    private readonly bool[] _wanted = new bool[Enum.GetValues<PatternValueKind>().Length];
    private PatternGeneration _current = new();
    private long _lastId;
    private ulong _loaded;
    private bool _isEdited;
    private bool _isUseNoted;
    private long _added;

    internal PatternReference(string? file) => File = file;

    /// <summary>The file as it is named in the configuration; null for patterns of a line.</summary>
    public string? File { get; }

    /// <summary>The number behind <c>#</c>; given when the configuration has been read, unless <c>-u</c> says it.</summary>
    public int Id { get; internal set; } = -1;

    /// <summary>True when map converters read it.</summary>
    public bool IsMap { get; internal set; }

    /// <summary>True when ACLs read it.</summary>
    public bool IsAcl { get; internal set; }

    /// <summary>Two columns: keys have values.</summary>
    public bool HasValues { get; internal set; }

    /// <summary>False while only rules that edit it have named it.</summary>
    internal bool IsLoaded { get; set; }

    /// <summary>For listings: "pattern loaded from file 'x' used by acl at ...".</summary>
    public string Description { get; internal set; } = "";

    /// <summary>Adds a line that reads it to <see cref="Description"/>.</summary>
    internal void NoteUse(string kind, Statement at)
    {
        string use = $" by {kind} at file '{at.File}' line {at.Line}";
        if (!Description.EndsWith(use, StringComparison.Ordinal))
        {
            Description += (_isUseNoted ? "," : " used") + use;
            _isUseNoted = true;
        }
    }

    /// <summary>True once it was changed while running.</summary>
    public bool IsEdited => Volatile.Read(ref _isEdited);

    /// <summary>The version that is matched against.</summary>
    public uint CurrentVersion { get; private set; }

    /// <summary>The version prepared last.</summary>
    public uint NextVersion { get; private set; }

    /// <summary>Entries of all versions.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                int count = _current.Count;
                foreach (PatternGeneration generation in _prepared.Values)
                {
                    count += generation.Count;
                }

                return count;
            }
        }
    }

    /// <summary>Entries that were ever added, those of the configuration among them.</summary>
    public long Added
    {
        get
        {
            lock (_gate)
            {
                return _added;
            }
        }
    }

    /// <summary>The ways in which it is matched.</summary>
    public IReadOnlyList<PatternSet> Sets => _sets;

    /// <summary>The entries of a version in order, copied; empty for one that does not exist.</summary>
    public IReadOnlyList<PatternEntry> Entries(uint? version = null)
    {
        lock (_gate)
        {
            return GenerationOf(version)?.InOrder() ?? [];
        }
    }

    /// <summary>Adds an entry, whether or not there is one of that key. False: it cannot be one, for the reason given.</summary>
    /// <param name="version">A prepared one; null = the current.</param>
    public bool TryAdd(string key, string value, out string? error, uint? version = null)
    {
        lock (_gate)
        {
            if (GenerationOf(version) is not { } generation)
            {
                error = $"there is no version {version}";
                return false;
            }

            PatternEntry entry = new(++_lastId, key, new PatternValue(value), AclOperator.Equal, 0);
            return TryAdd(generation, entry, out error);
        }
    }

    /// <summary>Adds an entry unless there is one of that key; allocates nothing then.</summary>
    public bool TryAddOnce(ReadOnlySpan<byte> key, out string? error)
    {
        lock (_gate)
        {
            error = null;
            return _current.Find(key) is not null
                || TryAdd(_current, new PatternEntry(++_lastId, ByteText.FromBytes(key), PatternValue.Empty, AclOperator.Equal, 0), out error);
        }
    }

    /// <summary>Gives a key its value, adding it when it is not there; allocates nothing when that is its value already.</summary>
    public bool TrySetOrAdd(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, out string? error)
    {
        lock (_gate)
        {
            error = null;
            PatternEntry? first = _current.Find(key);
            if (first is not null)
            {
                return first is { NextOfKey: null } && first.Value.Bytes.AsSpan().SequenceEqual(value) || TrySet(first, ByteText.FromBytes(value), out error);
            }

            return TryAdd(_current, new PatternEntry(++_lastId, ByteText.FromBytes(key), new PatternValue(ByteText.FromBytes(value)), AclOperator.Equal, 0), out error);
        }
    }

    /// <summary>Changes the value of all entries of a key. False, with the reason, when there is none or the value does not suit.</summary>
    public bool TrySet(string key, string value, out string? error)
    {
        lock (_gate)
        {
            if (_current.Find(ByteText.ToBytes(key)) is { } first)
            {
                return TrySet(first, value, out error);
            }

            error = "there is no such key";
            return false;
        }
    }

    /// <summary>Changes the value of one entry.</summary>
    public bool TrySet(long id, string value, out string? error)
    {
        lock (_gate)
        {
            error = null;
            PatternValue read = new(value);
            if (_current.Find(id) is not { } entry)
            {
                error = "there is no such entry";
            }
            else if (FaultOf(read) is { } fault)
            {
                error = fault;
            }
            else
            {
                entry.Value = read;
                _isEdited = true;
            }

            return error is null;
        }
    }

    /// <summary>Removes all entries of a key; how many they were.</summary>
    public int Remove(ReadOnlySpan<byte> key)
    {
        lock (_gate)
        {
            int removed = 0;
            while (_current.Find(key) is { } entry)
            {
                Remove(entry);
                removed++;
            }

            if (removed > 0)
            {
                Publish();
            }

            return removed;
        }
    }

    /// <summary>Removes one entry. False: there is none of that number.</summary>
    public bool Remove(long id)
    {
        lock (_gate)
        {
            if (_current.Find(id) is not { } entry)
            {
                return false;
            }

            Remove(entry);
            Publish();
            return true;
        }
    }

    /// <summary>Removes all entries of a version. False: there is no such version.</summary>
    public bool Clear(uint? version = null)
    {
        lock (_gate)
        {
            if (GenerationOf(version) is not { } generation)
            {
                return false;
            }

            if (!ReferenceEquals(generation, _current))
            {
                _prepared[version!.Value] = new PatternGeneration();
                return true;
            }

            _current = new PatternGeneration();
            Replace();
            return true;
        }
    }

    /// <summary>A new version, empty, which is not matched against before <see cref="TryCommit"/>.</summary>
    public uint Prepare()
    {
        lock (_gate)
        {
            _prepared.Add(++NextVersion, new PatternGeneration());
            return NextVersion;
        }
    }

    /// <summary>Makes a prepared version the current one, for all readers at once, and forgets all before it.</summary>
    public bool TryCommit(uint version, out string? error)
    {
        lock (_gate)
        {
            error = null;
            if (!_prepared.Remove(version, out PatternGeneration? generation))
            {
                error = $"there is no version {version}";
                return false;
            }

            foreach (uint other in new List<uint>(_prepared.Keys))
            {
                if (other < version)
                {
                    _prepared.Remove(other);
                }
            }

            _current = generation;
            CurrentVersion = version;
            Replace();
            return true;
        }
    }

    /// <summary>Adds what the configuration holds, before there is a way of matching.</summary>
    internal void Load(string key, string value, AclOperator op, int line)
    {
        _added++;
        _current.Add(new PatternEntry(++_lastId, key, value.Length == 0 ? PatternValue.Empty : new PatternValue(value), op, line));
        _loaded = Digest(Digest(_loaded, key), value);
    }

    /// <summary>
    /// The list that stood in this one's place before a reload was edited while running: the edits stay when the configuration and its
    /// files say what they said then; a file that was changed since counts as the newer word.
    /// </summary>
    internal void TakeEditsOf(PatternReference old)
    {
        List<PatternEntry> entries = [];
        lock (old._gate)
        {
            if (!old._isEdited || old._loaded != _loaded || old.HasValues != HasValues)
            {
                return;
            }

            entries.AddRange(old._current.InOrder());
        }

        lock (_gate)
        {
            _isEdited = true;
            _added += entries.Count;
            _current = new PatternGeneration();
            foreach (PatternEntry entry in entries)
            {
                _current.Add(new PatternEntry(++_lastId, entry.Key, entry.Value, entry.Operator, entry.Line));
            }

            Replace();
        }
    }

    /// <summary>FNV-1a over characters, with an end for each text.</summary>
    private static ulong Digest(ulong digest, string text)
    {
        const ulong Prime = 0x100000001b3;
        foreach (char c in text)
        {
            digest = (digest ^ c) * Prime;
        }

        return (digest ^ char.MaxValue) * Prime;
    }

    /// <summary>The list under one way of matching; made at its first use. Every entry that cannot be a pattern is reported.</summary>
    internal PatternSet SetOf(MatcherRow matcher, PatternOptions options, Action<PatternEntry, string> report)
    {
        lock (_gate)
        {
            foreach (PatternSet known in _sets)
            {
                if (known.Is(matcher, options))
                {
                    return known;
                }
            }

            PatternSet set = new(matcher, options);
            foreach (PatternEntry entry in _current.InOrder())
            {
                if (!set.Index.TryAdd(entry, out string? error))
                {
                    report(entry, error!);
                }
            }

            set.Index.Publish();
            _sets.Add(set);
            return set;
        }
    }

    /// <summary>Asks for values of a kind; every value that is none is reported.</summary>
    internal void Want(PatternValueKind kind, Action<PatternEntry, string> report)
    {
        lock (_gate)
        {
            if (_wanted[(int)kind])
            {
                return;
            }

            _wanted[(int)kind] = true;
            foreach (PatternEntry entry in _current.InOrder())
            {
                if (FaultOf(entry.Value) is { } fault)
                {
                    report(entry, fault);
                }
            }
        }
    }

    private PatternGeneration? GenerationOf(uint? version) =>
        version is null || version == CurrentVersion ? _current : _prepared.GetValueOrDefault(version.Value);

    private bool TryAdd(PatternGeneration generation, PatternEntry entry, out string? error)
    {
        error = FaultOf(entry.Value);
        bool isCurrent = ReferenceEquals(generation, _current);
        for (int i = 0; i < _sets.Count && error is null; i++)
        {
            // What is prepared is tried on an index of its own, so that a commit cannot fail.
            PatternIndex index = isCurrent ? _sets[i].Index : _sets[i].CreateIndex();
            if (!index.TryAdd(entry, out error) && isCurrent)
            {
                for (int done = i - 1; done >= 0; done--)
                {
                    _sets[done].Index.Remove(entry);
                }
            }
        }

        if (error is null)
        {
            _added++;
            generation.Add(entry);
        }

        if (isCurrent)
        {
            Publish();
        }

        return error is null;
    }

    private bool TrySet(PatternEntry first, string value, out string? error)
    {
        PatternValue read = new(value);
        error = FaultOf(read);
        for (PatternEntry? entry = first; entry is not null && error is null; entry = entry.NextOfKey)
        {
            entry.Value = read;
            _isEdited = true;
        }

        return error is null;
    }

    private void Remove(PatternEntry entry)
    {
        _current.Remove(entry);
        foreach (PatternSet set in _sets)
        {
            set.Index.Remove(entry);
        }
    }

    private void Publish()
    {
        _isEdited = true;
        foreach (PatternSet set in _sets)
        {
            set.Index.Publish();
        }
    }

    private void Replace()
    {
        _isEdited = true;
        PatternEntry[] entries = _current.InOrder();
        PatternIndex[] fresh = new PatternIndex[_sets.Count];
        for (int i = 0; i < fresh.Length; i++)
        {
            fresh[i] = _sets[i].CreateIndex();
            foreach (PatternEntry entry in entries)
            {
                fresh[i].TryAdd(entry, out _);
            }

            fresh[i].Publish();
        }

        for (int i = 0; i < fresh.Length; i++)
        {
            _sets[i].Index = fresh[i];
        }
    }

    private string? FaultOf(PatternValue value)
    {
        if (_wanted[(int)PatternValueKind.Integer] && value.Integer is null)
        {
            return $"the value '{ByteText.FromBytes(value.Bytes)}' is no number, and a map converter wants numbers here";
        }

        return _wanted[(int)PatternValueKind.Address] && value.Address is null
            ? $"the value '{ByteText.FromBytes(value.Bytes)}' is no address, and a map converter wants addresses here"
            : null;
    }
}
