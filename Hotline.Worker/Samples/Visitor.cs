using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Hotline.Samples;

/// <summary>
/// A person's browser as far as the server knows it: a session, a desk's page, and the circuit behind the page's islands.
/// Shows nothing; it answers as a browser does that could do everything it was asked, so that the server holds what it would
/// hold for one. Speaks Blazor's hub protocol: MessagePack messages, each behind its length, over a WebSocket.
/// </summary>
internal sealed partial class Visitor : IDisposable
{
    private const byte EndOfHandshake = 0x1E;
    private const int Invocation = 1;
    private const int Completion = 3;
    private const int Ping = 6;
    private const int Close = 7;

    /// <summary>In the numbers of the platform's own enumeration: the script gives back an object that stays in the browser.</summary>
    private const long ObjectReference = 1;

    // The server gives up on a browser that is silent for twice as long.
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(15);

    private readonly Uri _url;
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _left = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _objects;

    public Visitor(Uri url)
    {
        _url = url;
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, MaxConnectionsPerServer = 1, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All })
        {
            BaseAddress = url,
            DefaultRequestHeaders = { { "Accept", "text/html" } },
        };
    }

    /// <summary>Whether the circuit is there and its island works.</summary>
    public bool IsConnected => _ready.Task.IsCompletedSuccessfully && _socket.State == WebSocketState.Open;

    /// <summary>How many times the server drew something.</summary>
    public int Batches { get; private set; }

    public async Task SignInAsync(string login, string password, CancellationToken cancellation)
    {
        using var answer = await _http.PostAsJsonAsync("api/sign-in", new { login, password }, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<string> ReadAsync(string path, CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(path.TrimStart('/'), cancellation);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new HttpRequestException($"{path}: {(int)answer.StatusCode}", null, answer.StatusCode);
        }

        return await answer.Content.ReadAsStringAsync(cancellation);
    }

    /// <summary>Opens a desk and waits until its island works.</summary>
    /// <exception cref="InvalidOperationException">The server ended the circuit.</exception>
    public async Task OpenAsync(string path, CancellationToken cancellation)
    {
        var page = await ReadAsync(path, cancellation);
        var islands = Island().Matches(page).Select(match => match.Groups["marker"].Value).ToList();
        var state = State().Match(page).Groups["state"].Value;
        _socket.Options.Cookies = _cookies;
        _socket.Options.SetRequestHeader("Origin", _url.GetLeftPart(UriPartial.Authority));
        await _socket.ConnectAsync(new UriBuilder(_url) { Scheme = "ws", Path = "_blazor" }.Uri, cancellation);
        await _socket.SendAsync("""{"protocol":"blazorpack","version":1}"""u8.ToArray().Append(EndOfHandshake).ToArray(), WebSocketMessageType.Binary, true, cancellation);
        _ = ListenAsync();
        _ = PulseAsync();
        await SendAsync("1", "StartCircuit", _url.ToString(), new Uri(_url, path).ToString(), "[]", state);
        await _started.Task.WaitAsync(cancellation);
        var operations = string.Join(',', islands.Select((marker, index) => $$"""{"type":"add","ssrComponentId":{{index + 1}},"marker":{{marker}}}"""));
        await SendAsync(null, "UpdateRootComponents", $$"""{"batchId":1,"operations":[{{operations}}]}""", state);
        await _ready.Task.WaitAsync(cancellation);
    }

    public void Dispose()
    {
        _left.Cancel();
        _socket.Dispose();
        _http.Dispose();
        _sending.Dispose();
        _left.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            var held = new List<byte>();
            var buffer = new byte[16 * 1024];
            var greeted = false;
            while (true)
            {
                var got = await _socket.ReceiveAsync(buffer, _left.Token);
                if (got.MessageType == WebSocketMessageType.Close)
                {
                    throw new InvalidOperationException("The server closed the connection.");
                }

                held.AddRange(buffer.AsSpan(0, got.Count));
                if (!greeted && held.IndexOf(EndOfHandshake) is >= 0 and var end)
                {
                    greeted = true;
                    held.RemoveRange(0, end + 1);
                }

                while (greeted && TryTake(held) is { } message)
                {
                    await HearAsync((IReadOnlyList<object?>)new Unpacker(message).Read()!);
                }
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            _started.TrySetException(exception);
            _ready.TrySetException(exception);
        }
    }

    private async Task PulseAsync()
    {
        using var timer = new PeriodicTimer(Pulse);
        try
        {
            while (await timer.WaitForNextTickAsync(_left.Token))
            {
                await SendAsync(new Packer().Array(1).Number(Ping));
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever asks sees that it is not connected any more.
        }
    }

    private async Task HearAsync(IReadOnlyList<object?> message)
    {
        switch ((long)message[0]!)
        {
            case Completion:
                if ((long)message[3]! == 3 && message[4] is string)
                {
                    _started.TrySetResult();
                    return;
                }

                throw new InvalidOperationException($"No circuit: {(message.Count > 4 ? message[4] : null)}");
            case Close:
                throw new InvalidOperationException($"Closed: {message[1]}");
            case Invocation:
                await DoAsync((string)message[3]!, (IReadOnlyList<object?>)message[4]!);
                return;
        }
    }

    private async Task DoAsync(string method, IReadOnlyList<object?> arguments)
    {
        switch (method)
        {
            case "JS.RenderBatch":
                Batches++;
                await SendAsync(null, "OnRenderCompleted", arguments[0], null);
                return;
            case "JS.Error":
                throw new InvalidOperationException($"The circuit failed: {arguments[0]}");
            case "JS.BeginInvokeJS":
                var (call, name, result) = ((long)arguments[0]!, (string)arguments[1]!, (long)arguments[3]!);
                if (call != 0)
                {
                    var answer = result == ObjectReference ? $$"""{"__jsObjectId":{{++_objects}}}""" : "null";
                    await SendAsync(null, "EndInvokeJSFromDotNet", call, true, $"[{call},true,{answer}]");
                }

                if (name == "ready")
                {
                    _ready.TrySetResult();
                }

                return;
        }
    }

    private Task SendAsync(string? invocation, string method, params object?[] arguments)
    {
        var message = new Packer().Array(6).Number(Invocation).Map(0).Value(invocation).Value(method).Array(arguments.Length);
        foreach (var argument in arguments)
        {
            message.Value(argument);
        }

        return SendAsync(message.Array(0));
    }

    private async Task SendAsync(Packer message)
    {
        await _sending.WaitAsync(_left.Token);
        try
        {
            await _socket.SendAsync(message.Framed(), WebSocketMessageType.Binary, true, _left.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next whole message, if it is there: its length in groups of seven bits, the lowest first, and then itself.</summary>
    private static byte[]? TryTake(List<byte> held)
    {
        var (length, at) = (0, 0);
        byte group;
        do
        {
            if (at == held.Count)
            {
                return null;
            }

            group = held[at];
            length |= (group & 0x7F) << (7 * at++);
        }
        while (group > 0x7F);
        if (held.Count < at + length)
        {
            return null;
        }

        var message = held.GetRange(at, length).ToArray();
        held.RemoveRange(0, at + length);
        return message;
    }

    [GeneratedRegex("""<!--Blazor:(?<marker>\{"type":"server".*?\})-->""", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Island();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>[a-zA-Z0-9+/=]+)-->", RegexOptions.ExplicitCapture)]
    private static partial Regex State();

    /// <summary>Writes as much of MessagePack as the circuit needs (github.com/msgpack/msgpack, spec.md).</summary>
    private sealed class Packer
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();

        public Packer Array(int count) => count < 16 ? Byte((byte)(0x90 | count)) : throw new ArgumentOutOfRangeException(nameof(count));

        public Packer Map(int count) => count < 16 ? Byte((byte)(0x80 | count)) : throw new ArgumentOutOfRangeException(nameof(count));

        public Packer Number(long number)
        {
            Byte(0xD3);
            BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(8), number);
            _bytes.Advance(8);
            return this;
        }

        public Packer Value(object? value) => value switch
        {
            null => Byte(0xC0),
            bool isTrue => Byte(isTrue ? (byte)0xC3 : (byte)0xC2),
            long number => Number(number),
            string text => Text(text),
            _ => throw new ArgumentException($"A {value.GetType().Name} is not sent.", nameof(value)),
        };

        public byte[] Framed()
        {
            var length = new List<byte>();
            for (var rest = _bytes.WrittenCount; ; rest >>= 7)
            {
                length.Add((byte)((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0)));
                if (rest <= 0x7F)
                {
                    return [.. length, .. _bytes.WrittenSpan];
                }
            }
        }

        private Packer Text(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Byte(0xDB);
            BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(4), bytes.Length);
            _bytes.Advance(4);
            _bytes.Write(bytes);
            return this;
        }

        private Packer Byte(byte one)
        {
            _bytes.Write([one]);
            return this;
        }
    }

    /// <summary>Reads MessagePack into numbers, texts, lists and bytes.</summary>
    private sealed class Unpacker(byte[] bytes)
    {
        private int _at;

        public object? Read()
        {
            var kind = bytes[_at++];
            return kind switch
            {
                < 0x80 => (long)kind,
                < 0x90 => Pairs(kind & 0x0F),
                < 0xA0 => List(kind & 0x0F),
                < 0xC0 => Text(kind & 0x1F),
                0xC0 => null,
                0xC2 => false,
                0xC3 => true,
                0xC4 => Take((int)Whole(1)).ToArray(),
                0xC5 => Take((int)Whole(2)).ToArray(),
                0xC6 => Take((int)Whole(4)).ToArray(),
                0xCB => BitConverter.Int64BitsToDouble(Whole(8)),
                0xCC => Whole(1),
                0xCD => Whole(2),
                0xCE => Whole(4),
                0xCF or 0xD3 => Whole(8),
                0xD0 => (long)(sbyte)Whole(1),
                0xD1 => (long)(short)Whole(2),
                0xD2 => (long)(int)Whole(4),
                0xD9 => Text((int)Whole(1)),
                0xDA => Text((int)Whole(2)),
                0xDB => Text((int)Whole(4)),
                0xDC => List((int)Whole(2)),
                0xDD => List((int)Whole(4)),
                >= 0xE0 => (long)(sbyte)kind,
                _ => throw new InvalidOperationException($"Not understood: {kind:X2}"),
            };
        }

        private ReadOnlySpan<byte> Take(int count) => bytes.AsSpan((_at += count) - count, count);

        private long Whole(int size)
        {
            var number = 0L;
            foreach (var one in Take(size))
            {
                number = (number << 8) | one;
            }

            return number;
        }

        private string Text(int length) => Encoding.UTF8.GetString(Take(length));

        private List<object?> List(int count)
        {
            var list = new List<object?>(count);
            for (var index = 0; index < count; index++)
            {
                list.Add(Read());
            }

            return list;
        }

        private List<object?> Pairs(int count) => List(2 * count);
    }
}
