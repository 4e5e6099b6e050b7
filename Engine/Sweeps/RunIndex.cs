using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ScalingTools.Sweeps;

/// <summary>
/// The index of a store: an SQLite table with a line for each run, in write-ahead mode, so that readers never wait and two processes may use it. Everything in it
/// can be made again from the files, which is why a commit need not wait for the disk.
/// </summary>
internal sealed class RunIndex : IDisposable
{
    private const int Version = 1;
    private const string Columns = "sweep, configuration, state, attempts, executor, job, started, finished, rows, errorId, error, advice";
    private const string Schema = """
        create table if not exists runs(
            number integer primary key, hash text not null unique, sweep text not null, configuration text not null, state integer not null, attempts integer not null default 0,
            worker text not null default '', executor text not null default '', job text not null default '', started integer, finished integer, rows integer,
            errorId text not null default '', error text not null default '', advice text not null default '');
        create index if not exists runsByState on runs(state);
        create table if not exists workers(id text primary key, host text not null, heartbeat integer not null, stop integer not null default 0);
        """;

    private readonly SqliteConnection _connection;
    private readonly Lock _gate = new();

    private RunIndex(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens an index, or makes one.</summary>
    /// <exception cref="SqliteException">The file is damaged or cannot be written.</exception>
    /// <exception cref="ScalingException">StoreVersion.</exception>
    public static RunIndex Open(string path, bool readOnly)
    {
        SqliteLibrary.Load();
        SqliteConnection connection = new(new SqliteConnectionStringBuilder
        {
            // A folder that cannot be written to has no place for the memory that readers share; such a file does not change either.
            DataSource = readOnly ? $"file:{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1" : path,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate, Pooling = false, DefaultTimeout = 30,
        }.ToString());
        try
        {
            connection.Open();
            RunIndex index = new(connection);
            long version = (long)index.Scalar("pragma user_version")!;
            if (version > Version)
                throw new ScalingException(ScalingError.StoreVersion, $"The index {path} was written by a newer version of ScalingTools (format {version}; this is {Version}).",
                    "Update ScalingTools, or use another store.", path);
            if (!readOnly)
            {
                index.Execute("pragma journal_mode = wal");
                index.Execute("pragma synchronous = normal");
                if (version < Version)
                    index.InTransaction(() => index.Execute(Schema + $"pragma user_version = {Version}"));
            }
            if ((string)index.Scalar("pragma quick_check(1)")! != "ok")
                throw new SqliteException("the index is damaged", 11);
            return index;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether an exception says that the file is no index any more.</summary>
    public static bool IsDamage(SqliteException e) => e.SqliteErrorCode is 11 or 26;

    /// <summary>Does several things at once or not at all; other processes wait.</summary>
    public void InTransaction(Action work)
    {
        lock (_gate)
        {
            using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
            work();
            transaction.Commit();
        }
    }

    /// <summary>Adds a run unless it is there; its hash is unique.</summary>
    /// <returns>Whether it was new.</returns>
    public bool Add(string sweep, RunConfiguration run, RunState state = RunState.Planned) =>
        Execute("insert or ignore into runs(hash, sweep, configuration, state) values($hash, $sweep, $configuration, $state)",
            ("$hash", run.Hash), ("$sweep", sweep), ("$configuration", run.Canonical), ("$state", (int)state)) > 0;

    /// <summary>Takes a run for a worker, if it is in a state in which it may be taken. One worker at most succeeds.</summary>
    public bool Take(string hash, string worker, string executor, bool force, long now) =>
        Execute($"""
            update runs set state = {(int)RunState.Running}, worker = $worker, executor = $executor, job = '', attempts = attempts + 1, started = $now, finished = null, rows = null, errorId = '', error = '', advice = ''
            where hash = $hash and state not in ({(int)RunState.Running}, {(int)RunState.Queued}{(force ? "" : $", {(int)RunState.Completed}")})
            """, ("$hash", hash), ("$worker", worker), ("$executor", executor), ("$now", now)) > 0;

    /// <summary>Moves a run on.</summary>
    public void Set(string hash, RunState state, long? finished = null, long? rows = null, RunFailure? failure = null) =>
        Execute("update runs set state = $state, finished = $finished, rows = $rows, errorId = $id, error = $error, advice = $advice where hash = $hash",
            ("$hash", hash), ("$state", (int)state), ("$finished", finished), ("$rows", rows), ("$id", failure?.ErrorId ?? ""), ("$error", failure?.Error ?? ""), ("$advice", failure?.Advice ?? ""));

    /// <summary>Notes what a cluster calls a run, and where it is.</summary>
    public void Queue(string hash, RunState state, string job, long? started) =>
        Execute("update runs set state = $state, executor = 'Slurm', job = $job, started = coalesce($started, started), attempts = attempts + $begun where hash = $hash",
            ("$hash", hash), ("$state", (int)state), ("$job", job), ("$started", started), ("$begun", state == RunState.Running ? 1 : 0));

    /// <summary>Forgets a run.</summary>
    public void Delete(string hash) => Execute("delete from runs where hash = $hash", ("$hash", hash));

    /// <summary>The runs in the order in which they were planned.</summary>
    /// <param name="states">Only these; all if empty.</param>
    /// <param name="sweep">Only of this sweep.</param>
    public List<ScalingRun> Runs(IReadOnlyCollection<RunState> states, string? sweep)
    {
        string where = string.Join(" and ", new[] { states.Count > 0 ? $"state in ({string.Join(',', states.Select(s => (int)s))})" : "", sweep is null ? "" : "sweep = $sweep" }.Where(s => s.Length > 0));
        return Read($"select {Columns} from runs {(where.Length > 0 ? "where " + where : "")} order by number", Row, sweep is null ? [] : [("$sweep", sweep)]);
    }

    /// <summary>One run; null if there is none.</summary>
    public ScalingRun? Run(string hash) => Read($"select {Columns} from runs where hash = $hash", Row, ("$hash", hash)).FirstOrDefault();

    /// <summary>Running runs and who has them; without a worker where nobody known has.</summary>
    public List<(string Hash, string Executor, WorkerSign? Worker)> Running() => Read($"""
        select r.hash, r.executor, w.id, w.host, w.heartbeat from runs r left join workers w on r.worker = w.id where r.state = {(int)RunState.Running}
        """, r => (r.GetString(0), r.GetString(1), r.IsDBNull(2) ? null : new WorkerSign(r.GetString(2), r.GetString(3), r.GetInt64(4))));

    /// <summary>A worker's sign of life.</summary>
    /// <returns>Whether it was asked to stop.</returns>
    public bool Beat(WorkerSign worker) => Read("""
        insert into workers(id, host, heartbeat) values($id, $host, $beat) on conflict(id) do update set heartbeat = $beat returning stop
        """, r => r.GetInt32(0), ("$id", worker.Id), ("$host", worker.Host), ("$beat", worker.Heartbeat))[0] != 0;

    /// <summary>Asks the workers of a sweep's running runs to stop.</summary>
    /// <returns>How many there were.</returns>
    public int AskToStop(string? sweep) => Execute($"""
        update workers set stop = 1 where id in (select worker from runs where state = {(int)RunState.Running} {(sweep is null ? "" : "and sweep = $sweep")})
        """, sweep is null ? [] : [("$sweep", sweep)]);

    /// <summary>A worker that went home.</summary>
    public void Leave(string worker) => Execute("delete from workers where id = $id", ("$id", worker));

    private static ScalingRun Row(SqliteDataReader r)
    {
        return ScalingRun.Planned(r.GetString(0), RunConfiguration.Parse(r.GetString(1))) with
        {
            State = (RunState)r.GetInt32(2), Attempts = r.GetInt32(3), Executor = r.GetString(4), Job = r.GetString(5), Started = Time(r, 6), Finished = Time(r, 7),
            Seconds = r.IsDBNull(6) || r.IsDBNull(7) || r.GetInt64(7) < r.GetInt64(6) ? null : (r.GetInt64(7) - r.GetInt64(6)) / 1000.0,
            RowCount = r.IsDBNull(8) ? null : r.GetInt64(8), ErrorId = r.GetString(9), Error = r.GetString(10), Advice = r.GetString(11),
        };
    }

    private static string Time(SqliteDataReader r, int column) =>
        r.IsDBNull(column) ? "" : DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(column)).LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private int Execute(string text, params (string Name, object? Value)[] parameters)
    {
        lock (_gate)
        {
            using SqliteCommand command = Command(text, parameters);
            return command.ExecuteNonQuery();
        }
    }

    private object? Scalar(string text)
    {
        lock (_gate)
        {
            using SqliteCommand command = Command(text, []);
            return command.ExecuteScalar();
        }
    }

    private List<T> Read<T>(string text, Func<SqliteDataReader, T> row, params (string Name, object? Value)[] parameters)
    {
        lock (_gate)
        {
            using SqliteCommand command = Command(text, parameters);
            using SqliteDataReader reader = command.ExecuteReader();
            List<T> rows = [];
            while (reader.Read())
                rows.Add(row(reader));
            return rows;
        }
    }

    private SqliteCommand Command(string text, (string Name, object? Value)[] parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = text;
        foreach ((string name, object? value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();
}
