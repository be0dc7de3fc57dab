using System.Collections.Generic;
using System.Threading;

namespace Engine.IO.Listening;

/// <summary>
/// Which inherited descriptors this process serves already. Descriptors belong to the process, hence one list for all loops;
/// it is touched at start and stop only.
/// </summary>
internal static class AdoptedDescriptorsShared
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Owned = [];

    /// <summary>True for the first that asks, who now owns the descriptor; the others have to duplicate it.</summary>
    public static bool TryOwn(int fd)
    {
        lock (Gate)
        {
            return Owned.Add(fd);
        }
    }

    /// <summary>The owner closes it: its number may come back as another socket.</summary>
    public static void Disown(int fd)
    {
        lock (Gate)
        {
            Owned.Remove(fd);
        }
    }
}
