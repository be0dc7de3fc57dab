using System;
using System.Globalization;
using System.Text;
using System.Threading.Tasks;

namespace Weir.Tests.Traffic.Stand;

/// <summary>Bodies in chunks where it does not matter how they were cut (RFC 9112 section 7.1).</summary>
internal static class Chunks
{
    /// <summary>The data of a body that ends without trailers.</summary>
    public static async Task<string> ReceiveAsync(Wire wire)
    {
        StringBuilder data = new();
        while (true)
        {
            string line = await wire.ReceiveThroughAsync("\r\n");
            int size = int.Parse(line.AsSpan(0, line.Length - 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            data.Append(await wire.ReceiveAsync(size));
            await wire.ExpectAsync("\r\n");
            if (size == 0)
            {
                return data.ToString();
            }
        }
    }
}
