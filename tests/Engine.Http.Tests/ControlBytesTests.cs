using System;
using Xunit;

namespace Engine.Http.Tests;

/// <summary>RFC 9110 section 5.5: a byte that is no plain character is seen wherever it stands in a value of any length.</summary>
public class ControlBytesTests
{
    [Fact]
    public void MayBeIn_SeesEachByte_AtEachPlace()
    {
        Span<byte> value = stackalloc byte[40];
        for (int length = 1; length <= value.Length; length++)
        {
            for (int place = 0; place < length; place++)
            {
                for (int odd = 0; odd <= byte.MaxValue; odd++)
                {
                    value.Fill(odd % 2 == 0 ? (byte)' ' : (byte)'~');
                    value[place] = (byte)odd;
                    Assert.Equal(odd is < ' ' or > '~', ControlBytes.MayBeIn(value[..length]));
                }
            }
        }
    }

    [Fact]
    public void MayBeIn_OfNothing_IsFalse() => Assert.False(ControlBytes.MayBeIn([]));
}
