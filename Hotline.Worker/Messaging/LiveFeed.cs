using Hotline.Storage;
using Microsoft.Extensions.Logging;

namespace Hotline.Messaging;

/// <summary>Something that has happened and is on the disk, whoever wrote it.</summary>
/// <param name="Number">The case or praise.</param>
/// <param name="Version">Its version now.</param>
/// <param name="Type">Name of the event, e.g. <c>CaseDispatched</c>.</param>
/// <param name="Unit">Whose step it was; <c>null</c> for the hotline itself.</param>
/// <param name="Actor">Who took it.</param>
public sealed record Change(string Number, int Version, string Type, string? Unit, string Actor, DateTimeOffset At);

/// <summary>
/// 实时: tells screens what was committed, by this process at once and by others within half a second. It follows the log by
/// position, so it is alike in both ways to run, and only while somebody listens. A screen that hears of a change reads
/// again under its own rights: a change itself carries nothing that would need them.
/// </summary>
/// <remarks>
/// A database server gives positions out before it commits, so a later one may be seen first. What is missing below what was
/// seen is looked for again for as long as a transaction may last; after that it was undone and never comes.
/// </remarks>
public sealed partial class LiveFeed(Database database, ILogger<LiveFeed> logger) : IAsyncDisposable
{
    private const int Batch = 1000;

    /// <summary>How far back a beginning looks for positions that are not committed yet.</summary>
    private const int Lookback = 256;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    // Positions above the floor, and when each was seen.
    private readonly SortedDictionary<long, long> _seen = [];
    private Subscription[] _subscriptions = [];
    private CancellationTokenSource? _stop;
    private Task _following = Task.CompletedTask;
    private bool _isFollowing;
    private long _floor;

    /// <summary>How many listen.</summary>
    public int Listeners => Volatile.Read(ref _subscriptions).Length;

    /// <param name="filter">Which changes matter. Quick and without side effects: it is asked about every change there is.</param>
    /// <param name="onChange">
    /// Called for one change after another on a thread of the pool. While it is busy the newest
    /// <see cref="Subscription.Capacity"/> changes wait; what it throws is logged.
    /// </param>
    /// <returns>To be disposed of. Whoever must miss nothing awaits <see cref="Subscription.Ready"/> and then reads what it shows.</returns>
    public Subscription Subscribe(Func<Change, bool> filter, Action<Change> onChange)
    {
        var subscription = new Subscription(this, filter, onChange);
        lock (_gate)
        {
            if (_subscriptions.Length == 0)
            {
                var before = _following;
                _stop = new CancellationTokenSource();
                _following = Task.Run(() => FollowAsync(before, _stop.Token));
            }

            _subscriptions = [.. _subscriptions, subscription];
            if (_isFollowing)
            {
                subscription.SetReady();
            }
        }

        return subscription;
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _subscriptions = [];
            Stop();
        }

        await _following;
    }

    private void Remove(Subscription subscription)
    {
        lock (_gate)
        {
            _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
            if (_subscriptions.Length == 0)
            {
                Stop();
            }
        }
    }

    private void Stop()
    {
        _stop?.Cancel();
        _stop = null;
        _isFollowing = false;
    }

    private async Task FollowAsync(Task before, CancellationToken cancellation)
    {
        // Whoever followed last has left, or is about to.
        await before;
        var news = new Signal();
        using var listening = database.Listen(news);
        var hasBegun = false;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                if (hasBegun)
                {
                    await ReadOnAsync(tells: true, cancellation);
                    await news.WaitAsync(Poll, cancellation);
                }
                else
                {
                    await BeginAsync(cancellation);
                    hasBegun = true;
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The database, for the time being; those who listen hear the rest when it is back.
                LogFailed(logger, exception);
                await Task.Delay(AfterFault, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task BeginAsync(CancellationToken cancellation)
    {
        _seen.Clear();
        _floor = Math.Max(0, await database.ReadAsync(db => db.FindLastPositionAsync(), cancellation) - Lookback);
        await ReadOnAsync(tells: false, cancellation);
        lock (_gate)
        {
            if (cancellation.IsCancellationRequested)
            {
                return;
            }

            _isFollowing = true;
            foreach (var subscription in _subscriptions)
            {
                subscription.SetReady();
            }
        }
    }

    private async Task ReadOnAsync(bool tells, CancellationToken cancellation)
    {
        var after = _floor;
        while (true)
        {
            var rows = await database.ReadAsync(db => db.ListChangesAsync(after, Batch), cancellation);
            foreach (var row in rows.Where(row => _seen.TryAdd(row.Position, Environment.TickCount64)))
            {
                if (tells)
                {
                    Tell(new Change(row.Number, row.Version, row.Type, row.Unit, row.Actor, row.At));
                }
            }

            if (rows.Count < Batch)
            {
                break;
            }

            after = rows[^1].Position;
        }

        Advance();
    }

    // Everything up to the floor is settled: seen, or missing for so long that it was undone.
    private void Advance()
    {
        var now = Environment.TickCount64;
        while (_seen.Count > 0 && _seen.First() is var (next, since) && (next == _floor + 1 || now - since >= LongestGap.TotalMilliseconds))
        {
            _seen.Remove(next);
            _floor = next;
        }
    }

    private void Tell(Change change)
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions))
        {
            subscription.Offer(change);
        }
    }

    private void Report(Change change, Exception exception) => LogListener(logger, change.Number, exception);

    /// <summary>One who listens, until it is disposed of.</summary>
    public sealed class Subscription : IDisposable, IThreadPoolWorkItem
    {
        /// <summary>So many changes wait for one who is busy; then the oldest of them are forgotten.</summary>
        public const int Capacity = 256;

        private readonly LiveFeed _feed;
        private readonly Func<Change, bool> _filter;
        private readonly Action<Change> _onChange;
        private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Queue<Change> _waiting = new(0);
        private bool _busy;
        private bool _disposed;

        internal Subscription(LiveFeed feed, Func<Change, bool> filter, Action<Change> onChange) =>
            (_feed, _filter, _onChange) = (feed, filter, onChange);

        /// <summary>Completes when nothing that is committed from then on will be missed.</summary>
        public Task Ready => _ready.Task;

        internal void SetReady() => _ready.TrySetResult();

        internal void Offer(Change change)
        {
            if (!Matters(change))
            {
                return;
            }

            lock (_waiting)
            {
                if (_disposed)
                {
                    return;
                }

                if (_waiting.Count == Capacity)
                {
                    _waiting.Dequeue();
                }

                _waiting.Enqueue(change);
                if (_busy)
                {
                    return;
                }

                _busy = true;
            }

            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        void IThreadPoolWorkItem.Execute()
        {
            while (true)
            {
                Change change;
                lock (_waiting)
                {
                    if (_disposed || !_waiting.TryDequeue(out change!))
                    {
                        _busy = false;
                        return;
                    }
                }

                try
                {
                    _onChange(change);
                }
                catch (Exception exception)
                {
                    _feed.Report(change, exception);
                }
            }
        }

        public void Dispose()
        {
            lock (_waiting)
            {
                _disposed = true;
                _waiting.Clear();
            }

            _ready.TrySetCanceled();
            _feed.Remove(this);
        }

        private bool Matters(Change change)
        {
            try
            {
                return _filter(change);
            }
            catch (Exception exception)
            {
                _feed.Report(change, exception);
                return false;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Following the log failed; it is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Somebody who listens failed on a change of {Number}; the others hear of it all the same.")]
    private static partial void LogListener(ILogger logger, string number, Exception exception);
}
