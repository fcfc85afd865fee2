"""Files that know in which country an address is, made by Debian's libmaxmind-db-writer-perl."""

import json
import os
import subprocess

SCRIPT = r"""
use strict; use warnings;
use JSON::PP; use MaxMind::DB::Writer::Tree;
my ($file, $what) = @ARGV;
my $tree = MaxMind::DB::Writer::Tree->new(ip_version => 6, record_size => 24, database_type => 'Test-Country', languages => ['en'],
	description => { en => 'made by a test' }, remove_reserved_networks => 0,
	map_key_type_callback => sub { ref $_[1] ? 'map' : $_[0] eq 'number' ? 'uint32' : 'utf8_string' });
my $networks = decode_json($what);
$tree->insert_network($_, $networks->{$_}) for sort keys %$networks;
open my $out, '>:raw', $file or die;
$tree->write_tree($out);
"""


def country(code):
    """As GeoLite2 and DB-IP have it."""
    return {"country": {"iso_code": code}}


def write(path, networks):
    """{network: record} at PATH, in the place of what was there."""
    made = path + ".new"
    subprocess.run(["perl", "-e", SCRIPT, made, json.dumps(networks)], check=True)
    os.chmod(made, 0o644)
    os.replace(made, path)
