using System.Collections.Generic;
using System.Threading;
using Engine.Config.Text;

namespace Engine.Proxy.Tables;

/// <summary>Names that entries refer to by number, those of servers. Names are few and never forgotten.</summary>
public sealed class StickNamesShared
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<byte[]> _names = [[]];

    /// <summary>The number of a name, from 1; a new one for a name not seen before.</summary>
    public int NumberOf(string name)
    {
        lock (_gate)
        {
            if (!_numbers.TryGetValue(name, out int number))
            {
                number = _names.Count;
                _names.Add(ByteText.ToBytes(name));
                _numbers.Add(name, number);
            }

            return number;
        }
    }

    /// <summary>The name with that number; empty for 0.</summary>
    public byte[] NameOf(int number)
    {
        lock (_gate)
        {
            return (uint)number < (uint)_names.Count ? _names[number] : _names[0];
        }
    }
}
