using System;
using System.Collections.Generic;
using Engine.Proxy.State;

namespace Engine.Stages.Balancers;

/// <summary>
/// The order in which weighted round robin visits servers, one turn after another. Facts taken from the manual and from observed
/// picks: every server stands at a position in a window as long as the sum of the weights; after its turn it moves on by that sum
/// over its weight, the remainder being carried; among servers whose position has come, the earliest wins, then the heaviest,
/// then the first declared; a server that has not had its first turn goes before one whose position lies ahead. After as many turns
/// as the sum of the weights all begins anew. A turn costs the logarithm of the number of servers. For one thread at a time.
/// </summary>
internal sealed class WeightedTurns
{
    private const int NotReady = -1;

    private readonly ServerState[] _servers;
    private readonly int[] _weights;
    private readonly long[] _positions;
    private readonly long[] _carried;

    /// <summary>Servers in the order of their first turns, heaviest first; from <see cref="_unseenNext"/> on they have not had it.</summary>
    private readonly int[] _unseen;

    /// <summary>A heap of the servers that had their first turn, and where each of them stands in it.</summary>
    private readonly int[] _ready;
    private readonly int[] _places;
    private int _unseenNext;

    /// <summary>False once weights or places have changed in <see cref="_unseen"/>: a period begins without sorting as long as they have not.</summary>
    private bool _isSorted;
    private int _readyCount;
    private long _turn;

    /// <param name="servers">Those with a weight of 0 get no turn.</param>
    /// <param name="divisor">What all weights are divided by; does not change the order.</param>
    internal WeightedTurns(IReadOnlyList<ServerState> servers, int divisor)
    {
        int count = servers.Count;
        _servers = new ServerState[count];
        _weights = new int[count];
        _positions = new long[count];
        _carried = new long[count];
        _ready = new int[count];
        _places = new int[count];
        _unseen = new int[count];
        for (int i = 0; i < count; i++)
        {
            _servers[i] = servers[i];
            _weights[i] = servers[i].EffectiveWeight / divisor;
            _unseen[i] = i;
            Total += _weights[i];
        }

        Restart();
    }

    /// <summary>Sum of the weights: turns until all begins anew.</summary>
    internal long Total { get; private set; }

    /// <summary>The server whose turn it is; null when none has a weight.</summary>
    internal ServerState? Next()
    {
        if (Total == 0)
        {
            return null;
        }

        if (_turn >= Total)
        {
            Restart();
        }

        int server = TakeDue();
        _positions[server] += Total / _weights[server];
        _carried[server] += Total % _weights[server];
        if (_carried[server] >= _weights[server])
        {
            _carried[server] -= _weights[server];
            _positions[server]++;
        }

        _turn++;
        Sift(_places[server]);
        return _servers[server];
    }

    /// <summary>A server has another weight from here on; the others keep their places.</summary>
    /// <param name="index">In the list these turns were made of.</param>
    /// <param name="weight">More than 0.</param>
    internal void Reweigh(int index, int weight)
    {
        Total += weight - _weights[index];
        _weights[index] = weight;
        _isSorted = false;
        _carried[index] = Math.Min(_carried[index], weight - 1);
        if (_places[index] != NotReady)
        {
            Sift(_places[index]);
        }
    }

    /// <summary>Servers that were in turn before stand where they stood, so that one that comes and goes does not favour the first.</summary>
    internal void GoOnFrom(WeightedTurns before)
    {
        Dictionary<ServerState, int> known = new(before._servers.Length);
        for (int i = 0; i < before._servers.Length; i++)
        {
            known[before._servers[i]] = i;
        }

        _turn = Math.Min(before._turn, Total);
        for (int i = 0; i < _servers.Length; i++)
        {
            if (_weights[i] > 0 && known.TryGetValue(_servers[i], out int old) && before._places[old] != NotReady)
            {
                _positions[i] = before._positions[old];
                _carried[i] = Math.Min(before._carried[old], _weights[i] - 1);
                Push(i);
            }
        }

        _isSorted = false;
        int left = 0;
        foreach (int server in _unseen)
        {
            if (_places[server] == NotReady)
            {
                _unseen[left++] = server;
            }
        }

        // Those that had their first turn stand in front of the mark, in whatever order.
        int seen = _unseen.Length - left;
        Array.Copy(_unseen, 0, _unseen, seen, left);
        for (int i = 0; i < seen; i++)
        {
            _unseen[i] = _ready[i];
        }

        _unseenNext = seen;
    }

    private void Restart()
    {
        if (!_isSorted)
        {
            SortUnseen();
            _isSorted = true;
        }

        Array.Fill(_places, NotReady);
        Array.Clear(_carried);
        _unseenNext = _readyCount = 0;
        _turn = 0;
    }

    private void SortUnseen() => Array.Sort(_unseen, (a, b) => _weights[a] != _weights[b] ? _weights[b].CompareTo(_weights[a]) : a.CompareTo(b));

    private int TakeDue()
    {
        bool due = _readyCount > 0 && _positions[_ready[0]] <= _turn;
        if (!due && _unseenNext < _unseen.Length && _weights[_unseen[_unseenNext]] > 0)
        {
            int first = _unseen[_unseenNext++];
            _positions[first] = _turn;
            Push(first);
            return first;
        }

        return _ready[0];
    }

    private void Push(int server)
    {
        Put(_readyCount++, server);
        Sift(_places[server]);
    }

    private void Put(int place, int server)
    {
        _ready[place] = server;
        _places[server] = place;
    }

    private bool IsBefore(int a, int b)
    {
        if (_positions[a] != _positions[b])
        {
            return _positions[a] < _positions[b];
        }

        return _weights[a] != _weights[b] ? _weights[a] > _weights[b] : a < b;
    }

    /// <summary>Moves what stands at that place to where it belongs.</summary>
    private void Sift(int place)
    {
        int server = _ready[place];
        while (place > 0 && IsBefore(server, _ready[(place - 1) / 2]))
        {
            Put(place, _ready[(place - 1) / 2]);
            place = (place - 1) / 2;
        }

        while ((2 * place) + 1 is var child && child < _readyCount)
        {
            if (child + 1 < _readyCount && IsBefore(_ready[child + 1], _ready[child]))
            {
                child++;
            }

            if (!IsBefore(_ready[child], server))
            {
                break;
            }

            Put(place, _ready[child]);
            place = child;
        }

        Put(place, server);
    }
}
