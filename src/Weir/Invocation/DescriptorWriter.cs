using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Weir.Native;

namespace Weir.Invocation;

/// <summary>
/// Text to a descriptor, line by line, in UTF-8. The framework's console writes to copies of descriptors 1 and 2; a daemon that lets go
/// of its starter's terminal must not keep such copies. Any thread; a descriptor that cannot be written to swallows the text.
/// </summary>
internal sealed class DescriptorWriter(int fd) : TextWriter
{
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_line)
        {
            _line.Append(value);
            if (value == '\n')
            {
                Flush();
            }
        }
    }

    public override void Write(string? value)
    {
        lock (_line)
        {
            _line.Append(value);
            if (value?.Contains('\n', StringComparison.Ordinal) == true)
            {
                Flush();
            }
        }
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    public override unsafe void Flush()
    {
        lock (_line)
        {
            byte[] bytes = Encoding.GetBytes(_line.ToString());
            _line.Clear();
            fixed (byte* text = bytes)
            {
                nint done = 0;
                while (done < bytes.Length)
                {
                    nint count = ProcessCalls.Write(fd, text + done, bytes.Length - done);
                    if (count <= 0 && Marshal.GetLastPInvokeError() != ProcessCalls.EINTR)
                    {
                        return;
                    }

                    done += count > 0 ? count : 0;
                }
            }
        }
    }
}
