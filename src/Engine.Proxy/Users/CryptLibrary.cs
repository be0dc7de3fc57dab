using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Engine.Proxy.Users;

/// <summary>
/// crypt(3), found when a configuration has hashed passwords: $1$, $5$, $6$ and, with libxcrypt, $2a$, $2b$, $y$ and others.
/// It is slow on purpose, milliseconds and more, and runs on the caller's loop: see <see cref="UserListShared"/>.
/// </summary>
internal sealed unsafe class CryptLibrary
{
    /// <summary>glibc's struct crypt_data has 131,232 bytes, libxcrypt's 32,768.</summary>
    private const int WorkBytes = 1 << 18;

    private const int TextBytesMax = 1024;

    /// <summary>Files by that name, newest first: Debian's libcrypt1 has .so.1, Fedora's libxcrypt .so.2.</summary>
    private static readonly string[] Files = ["libcrypt.so.1", "libcrypt.so.2"];

    private readonly delegate* unmanaged<byte*, byte*, byte*, byte*> _crypt;

    private CryptLibrary(nint function) => _crypt = (delegate* unmanaged<byte*, byte*, byte*, byte*>)function;

    /// <summary>False when this system has none.</summary>
    internal static bool TryLoad([NotNullWhen(true)] out CryptLibrary? library)
    {
        foreach (string file in Files)
        {
            if (NativeLibrary.TryLoad(file, out nint handle) && NativeLibrary.TryGetExport(handle, "crypt_r", out nint function))
            {
                library = new CryptLibrary(function);
                return true;
            }
        }

        library = null;
        return false;
    }

    /// <summary>True when the library knows the method that the hash names.</summary>
    internal bool Knows(ReadOnlySpan<byte> hash)
    {
        Span<byte> result = stackalloc byte[TextBytesMax];
        return TryHash(default, hash, result, out _);
    }

    /// <summary>True when the password has that hash.</summary>
    internal bool Verify(ReadOnlySpan<byte> password, ReadOnlySpan<byte> hash)
    {
        Span<byte> result = stackalloc byte[TextBytesMax];
        return TryHash(password, hash, result, out int length)
            && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(result[..length], hash);
    }

    private bool TryHash(ReadOnlySpan<byte> password, ReadOnlySpan<byte> setting, Span<byte> result, out int length)
    {
        length = 0;
        Span<byte> key = stackalloc byte[TextBytesMax];
        Span<byte> salt = stackalloc byte[TextBytesMax];
        if (password.Length >= TextBytesMax || setting.Length >= TextBytesMax || password.Contains((byte)0) || setting.Contains((byte)0))
        {
            return false;
        }

        password.CopyTo(key);
        key[password.Length] = 0;
        setting.CopyTo(salt);
        salt[setting.Length] = 0;
        byte* work = (byte*)NativeMemory.AllocZeroed(WorkBytes);
        try
        {
            fixed (byte* keyStart = key, saltStart = salt)
            {
                byte* made = _crypt(keyStart, saltStart, work);

                // Failure is null, or with libxcrypt a text that is no hash ("*0").
                if (made == null || *made == (byte)'*')
                {
                    return false;
                }

                ReadOnlySpan<byte> text = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(made);
                length = Math.Min(text.Length, result.Length);
                text[..length].CopyTo(result);
                return length == text.Length;
            }
        }
        finally
        {
            NativeMemory.Clear(work, WorkBytes);
            NativeMemory.Free(work);
            key.Clear();
        }
    }
}
