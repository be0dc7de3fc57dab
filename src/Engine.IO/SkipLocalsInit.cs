// Stack buffers are written before they are read; zeroing them first would be paid for on every request.
[module: System.Runtime.CompilerServices.SkipLocalsInit]
