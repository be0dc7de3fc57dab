using System;
using System.Buffers.Binary;
using Engine.IO.Addressing;
using Engine.Proxy.Stages;

namespace Engine.Stages.Balancers;

/// <summary><c>balance source</c>: by the client's address. Its 32-bit words are combined by exclusive or, whatever function <c>hash-type</c> names.</summary>
internal sealed class SourceHash(BalancerArguments arguments) : HashBalancer(arguments.Hash)
{
    internal static Balancer? Create(BalancerArguments arguments) => arguments.EndsAfter(0) ? new SourceHash(arguments) : null;

    private protected override bool TryHash(in PickRequest request, out uint hash)
    {
        hash = 0;
        EndpointAddress client = request.Client;
        if (!client.IsIP)
        {
            return false;
        }

        for (ReadOnlySpan<byte> left = client.AddressBytes; left.Length >= sizeof(uint); left = left[sizeof(uint)..])
        {
            hash ^= BinaryPrimitives.ReadUInt32BigEndian(left);
        }

        hash = Hash.Spread(hash);
        return true;
    }
}
