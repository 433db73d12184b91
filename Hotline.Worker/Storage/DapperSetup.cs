using System.Data;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Hotline.Storage;

/// <summary>
/// Dapper's type handlers: static for the process and blind to the connection, so each reads both engines' values.
/// Instants are UTC; SQLite keeps them as text of fixed width, so that text order is time order.
/// </summary>
internal static class DapperSetup
{
    private static readonly Lock Gate = new();
    private static bool _done;

    public static void Ensure()
    {
        lock (Gate)
        {
            if (_done)
            {
                return;
            }

            // Without the removal, Dapper would ask the handlers for reading only.
            SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
            SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
            SqlMapper.AddTypeHandler(new UtcInstant());
            SqlMapper.RemoveTypeMap(typeof(DateOnly));
            SqlMapper.RemoveTypeMap(typeof(DateOnly?));
            SqlMapper.AddTypeHandler(new LocalDay());
            _done = true;
        }
    }

    /// <summary>A local day as either engine answers it where no type is asked for.</summary>
    internal static DateOnly DayOf(object value) => LocalDay.Read(value);

    /// <summary>An instant likewise.</summary>
    internal static DateTimeOffset InstantOf(object value) => UtcInstant.Read(value);

    private sealed class UtcInstant : SqlMapper.TypeHandler<DateTimeOffset>
    {
        private const string Format = "yyyy-MM-dd HH:mm:ss.fffffff";

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            if (parameter is SqliteParameter)
            {
                parameter.Value = value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
            }
            else
            {
                parameter.DbType = DbType.DateTimeOffset;
                parameter.Value = value.ToUniversalTime();
            }
        }

        public override DateTimeOffset Parse(object value) => Read(value);

        public static DateTimeOffset Read(object value) => value as DateTimeOffset?
            ?? DateTimeOffset.ParseExact((string)value, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }

    private sealed class LocalDay : SqlMapper.TypeHandler<DateOnly>
    {
        private const string Format = "yyyy-MM-dd";

        public override void SetValue(IDbDataParameter parameter, DateOnly value)
        {
            if (parameter is SqliteParameter)
            {
                parameter.Value = value.ToString(Format, CultureInfo.InvariantCulture);
            }
            else
            {
                parameter.DbType = DbType.Date;
                parameter.Value = value.ToDateTime(TimeOnly.MinValue);
            }
        }

        public override DateOnly Parse(object value) => Read(value);

        public static DateOnly Read(object value) => value switch
        {
            DateOnly day => day,
            DateTime day => DateOnly.FromDateTime(day),
            _ => DateOnly.ParseExact((string)value, Format, CultureInfo.InvariantCulture),
        };
    }
}
